"""How a preview begins: it says where it is once it answers, and does not begin without the project."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from publish.build.preview import Preview, serve
from publish.report import Refused
from tests.unit.clinics import changed


def test_a_preview_says_where_it_is_once_it_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    like = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path), mount_path="/scars/")
    preview = Preview(tmp_path, tuple, like)
    like.server_close()
    preview.server_bind()
    assert capsys.readouterr().out == ""
    preview.server_activate()
    assert f"The preview: {preview.url} (stop it with Ctrl+C)" in capsys.readouterr().out and "/scars/" in preview.url
    socket.create_connection(preview.socket.getsockname(), timeout=10).close()
    preview.server_close()


def test_a_preview_does_not_begin_where_mkdocs_would_not_see_the_project(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(json.dumps(changed(("INHERIT",), gone=True)), encoding="utf-8")
    with pytest.raises(
        Refused, match=r"^mkdocs\.yml:1: the key 'INHERIT' is missing; for example INHERIT: \"base\.yml\""
    ):
        serve(tmp_path)

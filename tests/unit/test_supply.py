"""What the site is made with: pins, hashes and Pythons agree everywhere, and scripts from elsewhere are what they say."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.projects import ROOT, SHIPPED

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN, TEST = "requirements.txt", "requirements-dev.txt"
OLDEST = re.fullmatch(r">=(3\.\d+)", PROJECT["project"]["requires-python"])[1]  # type: ignore[index]
# Each pin with its marker, its hashes, and what asked for it.
PIN = re.compile(r"(?m)^(?P<name>\S+)==(?P<version>\S+)(?P<marker> ; .+?)? \\\n(?P<hashes>(?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)(?P<via>(?: +#.*\n)+)")  # fmt: skip
# Words that stand in each licence whose scripts may be taken in.
BEGINS = {
    "MIT": "Permission is hereby granted, free of charge, to any person obtaining a copy",
    "ISC": "Permission to use, copy, modify, and/or distribute this software for any purpose",
    "BSD-3-Clause": "Neither the name of",
    "Apache-2.0": "Apache License",
    "OFL-1.1": "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
    "MPL-2.0": "Mozilla Public License, version 2.0",
}
VENDORED = ("docs/assets/vendor", "tests/vendor")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[tuple[str, str], re.Match[str]]:
    """The pins of a file by name and marker."""
    return {(found["name"], found["marker"] or ""): found for found in PIN.finditer(read(name) + "\n")}


def asked(name: str) -> list[Requirement]:
    """What pyproject.toml asks for in the place of this file."""
    listed = list(PROJECT["project"]["dependencies"])
    if name == TEST:
        listed += PROJECT["project"]["optional-dependencies"]["tests"]
    return [Requirement(line) for line in listed]


@pytest.mark.parametrize("name", [RUN, TEST])
def test_every_line_of_a_list_is_a_pin_with_hashes_and_a_reason(name: str) -> None:
    left = PIN.sub("", read(name) + "\n").strip()
    assert left == ""
    assert len(pins(name)) > 40
    for found in pins(name).values():
        assert "via" in found["via"], found["name"]


@pytest.mark.parametrize("name", [RUN, TEST])
def test_what_pyproject_asks_for_is_pinned_as_it_asks(name: str) -> None:
    for wanted in asked(name):
        versions = [
            found["version"] for (package, _), found in pins(name).items() if package == canonicalize_name(wanted.name)
        ]
        assert versions, wanted
        assert all(wanted.specifier.contains(version) for version in versions), (wanted, versions)


@pytest.mark.parametrize("name", [RUN, TEST])
def test_nothing_is_pinned_that_nothing_asks_for(name: str) -> None:
    known = {package for package, _ in pins(name)} | {"danger-or-miracle"}
    direct = {str(canonicalize_name(wanted.name)) for wanted in asked(name)}
    for (package, _), found in pins(name).items():
        reasons = set(re.findall(r"(?m)^ +#(?: via)? +([\w.-]+)", found["via"])) - {"via"}
        assert reasons and reasons <= known, package
        assert ("danger-or-miracle" in reasons) == (package in direct), package


def test_the_tests_run_with_the_very_packages_that_the_site_is_made_with() -> None:
    tested = {key: (found["version"], found["hashes"].split()) for key, found in pins(TEST).items()}
    for key, found in pins(RUN).items():
        assert tested[key] == (found["version"], found["hashes"].split()), key


def test_one_oldest_python_is_named_everywhere() -> None:
    assert re.search(r'"--python-version",\s+"(.+?)"', read("noxfile.py"))[1] == OLDEST  # type: ignore[index]
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{OLDEST.replace('.', '')}"
    assert re.findall(r'python-version: "(.+)"', read(".github/workflows/build.yml")) == [OLDEST]
    assert f"(https://www.python.org/downloads/) {OLDEST} or newer" in read("README.md")
    image = json.loads(read(".devcontainer/devcontainer.json"))["image"]
    assert tuple(map(int, re.findall(r"\d+", image)[:2])) >= tuple(map(int, OLDEST.split(".")))


def test_packages_come_from_the_pins_alone() -> None:
    places = [
        "noxfile.py",
        ".ci/run",
        *(str(p.relative_to(ROOT)) for p in sorted((ROOT / ".github/workflows").glob("*.yml"))),
    ]
    told = {
        place: re.findall(r"session\.install\(([^)]*)|(pip install.*)$", read(place), re.MULTILINE) for place in places
    }
    free = [
        (place, one or other)
        for place, found in told.items()
        for one, other in found
        if "--require-hashes" not in (one or other)
    ]
    assert [words for place, words in free if place == "noxfile.py"] == [
        '"--quiet", "--disable-pip-version-check", PIP_AUDIT',  # a tool of one report
        '"--quiet", "--disable-pip-version-check", LYCHEE',  # the same
        '"uv"',  # the tool that writes the pins
    ]
    assert not [(place, words) for place, words in free if place.startswith(".github")]


def vendored() -> dict[str, dict[str, str]]:
    """The scripts and fonts from elsewhere as they are listed, by their path."""
    return {
        f"{folder}/{record['file']}": record
        for folder in VENDORED
        for record in yaml.safe_load(read(f"{folder}/vendor.yml"))
    }


def test_each_script_and_font_from_elsewhere_is_listed_and_is_what_the_list_says() -> None:
    there = {
        p.relative_to(ROOT).as_posix()
        for folder in VENDORED
        for p in (ROOT / folder).rglob("*")
        if p.suffix not in (".txt", ".yml")
    }
    assert there == set(vendored())
    for path, record in vendored().items():
        assert set(record) == {"name", "version", "licence", "file", "from", "sha256"}, path
        text = (ROOT / path).read_bytes()
        if path.endswith(".js"):
            text = text.replace(b"\r\n", b"\n")
        assert hashlib.sha256(text).hexdigest() == record["sha256"], path
        licence = (ROOT / path).with_name(f"{record['name']}.LICENSE.txt").read_text(encoding="utf-8")
        assert BEGINS[record["licence"]] in " ".join(licence.split()), path


def test_no_other_script_is_shipped_to_readers() -> None:
    own = {p.name for p in (SHIPPED / "docs/assets/js").glob("*.js")}
    assert {p.name for p in (SHIPPED / "docs").rglob("*.js")} == own | {
        record["file"] for path, record in vendored().items() if path.startswith("docs") and path.endswith(".js")
    }

"""The colours of a page: mixed by the build from the brand's, and nowhere else."""

from __future__ import annotations

import re

from tests.projects import SHIPPED


def test_style_sheets_mix_nothing_themselves() -> None:
    for sheet in sorted((SHIPPED / "docs/assets/css").glob("*.css")):
        assert not re.findall(
            r"color-mix\(|light-dark\(|--(?:brand|link|accent|tint|panel):(?! #| Canvas)",
            sheet.read_text(encoding="utf-8"),
        ), sheet.name

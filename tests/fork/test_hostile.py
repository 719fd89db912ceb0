"""A clinic whose every word attacks: built, opened in a browser, and nothing of it has run, left or been read."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser
from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser

from macros.load.settings import Mkdocs, load_settings
from publish.build.build import build
from publish.build.engine import Engine
from publish.report import Refused
from tests.browser.conftest import WATCH
from tests.conftest import copy_project, pages_of, serving
from tests.unit.clinics import Place, at, changed, full
from tests.unit.small import files, make_small
from tests.unit.test_rules import KEYS

pytestmark = pytest.mark.xdist_group("hostile")

# Text, attribute, script, style, Markdown, template, snippet, path: all that a field could be taken for.
TEXT = (
    "\"'><script>hit=1</script><img src=//evil.test onerror=hit=1></title></style><!--{{641*7}}{%x%}"
    '*a*[b](javascript:hit=1)--8<-- "/etc/passwd" !!x'
)
ADDRESS = "https://evil.test/{{641*7}}/*a*_b_?c=%22%3E&amp;d=javascript:hit=1#[e](f)"
MAIL = "a{{641*7}}&b=*c*?d#e%0A@evil.test"
RUN = str(641 * 7)
HEAD = {
    **files()["docs/clinic/rooms.md"],
    "title": "</title><script>hit=1</script>{{641*7}}",
    "description": TEXT,
    "topics": [],
}
BODY = r"""
# Rooms {{641*7}} &lt;img src=x onerror=hit=1&gt;

## A &lt;img src=x onerror=hit=1&gt; `<script>hit=1</script>` {{641*7}}

### &lt;/script>&lt;script>hit=1&lt;/script> {% include "mkdocs.yml" %} words

{{641*7}} {% set a = 1 %} {{ config }} {# gone #} `{{ namespace.__init__.__globals__ }}`

--8<-- "/etc/passwd"

;--8<--
mkdocs.yml
;--8<--

    <script>hit=1</script>

```html
<img src=x onerror=hit=1>
```

| &lt;script&gt; | b |
|:-:|--|
| `<b onclick=hit=1>` | [an address](https://evil.test/'onmouseover=hit=1) |

![A door](door.svg) [prices](prices.pdf) [home](../index.md) &#60;iframe src=https://evil.test&#62; \[x](javascript:hit=1)
"""
# All that a drawing may hold, with an attack wherever words may stand.
DRAWING = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:label="&lt;script&gt;hit=1&lt;/script&gt;">
<title>&lt;script&gt;hit=1&lt;/script&gt;</title><desc><![CDATA[<script>hit=1</script>]]></desc><!-- <script>hit=1</script> -->
<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" r:about="">&lt;script&gt;hit=1&lt;/script&gt;</r:RDF></metadata>
<style type="text/css"><![CDATA[.a{fill:url(#g);stroke:#fff} .b::before{content:"</style><script>hit=1</script>"}]]></style>
<defs><linearGradient id="g" xlink:href="#h"/><radialGradient id="h"><stop stop-color="#0b5c66"/></radialGradient>
<clipPath id="c"><rect width="9" height="9"/></clipPath><mask id="m"><path d="M0 0h9v9z" fill="#fff"/></mask>
<filter id="f"><feGaussianBlur stdDeviation="1"/><feMerge><feMergeNode/></feMerge></filter>
<pattern id="p" width="2" height="2"><path d="M0 0h1"/></pattern><marker id="k"><path d="M0 0h1"/></marker>
<symbol id="s"><ellipse rx="1" ry="2"/></symbol></defs>
<g clip-path="url(#c)" style="mask:url('#m');filter:url(#f)"><circle class="a" r="4"/><polygon points="0 0 1 1 2 0" fill="url(#p)"/>
<polyline points="0 0 1 1" marker-end="url(#k)"/><line x2="3"/><use href="#s"/><switch><rect width="1" height="1"/></switch></g>
<text>&lt;img src=x onerror=hit=1&gt;<tspan>{{641*7}}</tspan><textPath href="#g">javascript:hit=1</textPath></text>
<image href="data:image/png;base64,iVBORw0KGgo="/></svg>
"""
# To a browser that obeys what it declares, the section ends later, and the remark is none.
HIDDEN = """<?xml version="1.0" encoding="Shift_JIS"?>
<svg xmlns="http://www.w3.org/2000/svg"><desc><![CDATA[\u00c1]]></desc><!-- ]]></desc><script>hit=1</script> --><circle r="4"/></svg>
"""
POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; object-src 'none'"


def hostile() -> dict[str, Any]:
    """The full file with an attack in every field that takes one."""
    file = full()
    for place in (key.place for key in KEYS):
        if isinstance(at(file, place), str):
            file = next(
                (made for text in (TEXT, ADDRESS, MAIL) if takes(made := changed(place, text, file=file))), file
            )
    # An edition and a device are of those that there are: what else stands there is refused by the check.
    file["extra"]["clinic"]["review"]["edition"] = full()["extra"]["clinic"]["review"]["edition"]
    file["extra"]["clinic"]["devices"][0]["option"] = "fractional-co2"
    return file


def takes(file: dict[str, Any]) -> bool:
    try:
        return bool(Mkdocs.model_validate(file)) and file["site_url"].startswith("https://example.org")
    except ValidationError:
        return False


def attacked(file: Any, place: Place = ()) -> Iterator[Place]:
    """The places of a file that hold an attack."""
    for key in file if isinstance(file, dict) else range(len(file)) if isinstance(file, list) else ():
        yield from attacked(file[key], (*place, key))
    if file in (TEXT, ADDRESS, MAIL):
        yield place


@pytest.fixture(scope="module", params=["material", pytest.param("zensical", marks=pytest.mark.soak)])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile clinic's site."""
    engine: Engine = request.param
    root = copy_project(tmp_path_factory.mktemp(f"hostile-{engine}") / "project")
    file = hostile()
    (root / "mkdocs.yml").write_text(json.dumps(file, indent=1), encoding="utf-8")
    (root / "docs/clinic/rooms.md").write_text(f"---\n{yaml.safe_dump(HEAD, width=1000)}---\n{BODY}", encoding="utf-8")
    (root / "docs/clinic/door.svg").write_text(DRAWING, encoding="utf-8")
    (root / "docs/clinic/prices.pdf").write_bytes(b"%PDF-1.7\n")
    for name in ("logo.svg", "favicon.svg"):
        shutil.copy2(root / "docs/clinic/door.svg", root / "docs/assets/brand" / name)
    return build(root, engine=engine, out=root.parent / "site")


def test_an_attack_stands_in_every_field_of_words() -> None:
    file = hostile()
    fields = {place[-1] for place in attacked(file)}
    told = {key.place[-1] for key in KEYS if isinstance(at(full(), key.place), str)}
    # What has a form that leaves an attack no room.
    assert told - fields == {
        "INHERIT",
        "site_url",
        "colour",
        "second",
        "country",
        "phone",
        "emergency_line",
        "tax",
        "date",
        "edition",
        "option",
    }


def test_no_page_holds_more_than_we_wrote(site: Path) -> None:
    for path in (*site.rglob("index.html"), site / "404.html"):
        page, name = LexborHTMLParser(path.read_text(encoding="utf-8")), path.relative_to(site).as_posix()
        policies = [node.attributes["content"] for node in page.css('meta[http-equiv="Content-Security-Policy"]')]
        assert policies == [POLICY], name
        assert page.css_first('meta[name="referrer"]').attributes["content"] == "no-referrer", name
        assert not page.css(
            "style, iframe, object, embed, base, [style], link[rel=stylesheet][href*='//'], meta[http-equiv=refresh]"
        ), name
        for script in page.css("script"):
            if script.attributes.get("type") == "application/ld+json":
                json.loads(script.text())
            else:
                assert not urlsplit(script.attributes.get("src") or "//inline").netloc, name
        for node in page.css("*"):
            for key, value in node.attributes.items():
                assert not key.startswith("on"), (name, node.html)
                if key in ("href", "src", "action"):
                    assert urlsplit((value or "").strip()).scheme in ("", "https", "http", "tel", "mailto"), (
                        name,
                        node.html,
                    )


def test_text_stays_text(site: Path) -> None:
    for path in (*site.rglob("index.html"), site / "404.html"):
        page = LexborHTMLParser(path.read_text(encoding="utf-8"))
        assert page.css_first("a.brand").text().strip() == TEXT
        assert page.css_first("title").text().endswith(f" – {TEXT}")
        assert page.css_first(".contact-name").text().strip() == TEXT
    about = LexborHTMLParser((site / "about/index.html").read_text(encoding="utf-8")).css_first(".clinic").text()
    assert about.count(TEXT) >= 20
    own = LexborHTMLParser((site / "clinic/rooms/index.html").read_text(encoding="utf-8"))
    assert own.css_first("title").text() == f"{HEAD['title']} – {TEXT}"
    assert own.css_first('meta[name="description"]').attributes["content"] == TEXT
    for words in (
        "{{641*7}} {% set a = 1 %} {{ config }} {# gone #}",
        '--8<-- "/etc/passwd"',
        "<img src=x onerror=hit=1>",
    ):
        assert words in own.css_first("article").text()
    toc = [" ".join(node.text().split()) for node in own.css(".toc a")]
    assert toc[0].startswith("A <img src=x onerror=hit=1>")


def test_no_template_ran_and_no_file_was_read(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".js", ".xml", ".txt", ".json"):
            text = path.read_text(encoding="utf-8")
            assert "root:x:0" not in text and "INHERIT" not in text.replace(TEXT, ""), path
            assert RUN not in text, path
        if path.suffix in (".xml", ".svg"):
            ET.parse(path)  # noqa: S314 -- our own; raises where a word of the clinic ended a part


def test_nothing_runs_and_no_request_leaves(site: Path, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    with serving(site) as address:
        for name in (*pages_of(site), "404.html"):
            page.goto(address + name)
            assert page.evaluate("[window.hit, window.refused]") == [None, []], name
        page.locator("#search-input").fill("script hit")
        page.locator(".search-status").filter(has_text=re.compile(r"\S")).wait_for()
        assert page.evaluate("[window.hit, window.refused]") == [None, []]
        for name in ("clinic/door.svg", "assets/brand/logo.svg"):
            page.goto(address + name)
            assert page.evaluate("window.hit") is None
        assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}
    context.close()


def test_the_attacks_would_be_seen(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><script>hit=1</script><img src=x onerror=hit=1>", encoding="utf-8"
    )
    (tmp_path / "hidden.svg").write_text(HIDDEN, encoding="utf-8")
    page = browser.new_page()
    with serving(tmp_path) as address:
        for name in ("", "hidden.svg"):
            page.goto(address + name)
            assert page.evaluate("window.hit") == 1
    page.close()


def test_a_drawing_that_hides_a_script_publishes_nothing(tmp_path: Path) -> None:
    root = make_small(tmp_path / "project")
    (root / "docs/clinic/door.svg").write_text(HIDDEN, encoding="utf-8")
    with pytest.raises(Refused, match=r"door\.svg:1: -: found encoding='Shift_JIS'"):
        build(root, engine="material", out=tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_the_hostile_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(json.dumps(hostile()), encoding="utf-8")
    assert load_settings(tmp_path).located.value == hostile()

"""A clinic whose every word attacks: built, opened in a browser, and nothing of it has run, left or been read."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from macros.load.settings import load_settings
from publish.beside.built_pages import parse
from tests.browser.access import TEMPLATES
from tests.browser.conftest import WATCH
from tests.conftest import pages_of, serving
from tests.fork.hostile import BASE, HEAD, RUN, TEXT, attacked, hostile
from tests.unit.clinics import at, full
from tests.unit.test_rules import KEYS

# To a browser that obeys what it declares, the section ends later, and the remark is none.
HIDDEN = """<?xml version="1.0" encoding="Shift_JIS"?>
<svg xmlns="http://www.w3.org/2000/svg"><desc><![CDATA[\u00c1]]></desc><!-- ]]></desc><script>hit=1</script> --><circle r="4"/></svg>
"""
POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; object-src 'none'"


def test_an_attack_stands_in_every_field_of_words() -> None:
    file = hostile()
    fields = {place[-1] for place in attacked(file)}
    told = {place[-1] for place, _ in KEYS.values() if isinstance(at(full(), place), str)}
    # What has a form that leaves an attack no room.
    assert told - fields == {
        "INHERIT", "site_url", "colour", "second", "country", "phone", "postcode", "vat_number",
        "company_number", "emergency_line", "tax", "date", "edition", "option", "rule",
    }  # fmt: skip


def test_no_page_holds_more_than_we_wrote(clinic_site: Path) -> None:
    for path in (*clinic_site.rglob("index.html"), clinic_site / "404.html"):
        page, name = parse(path), path.relative_to(clinic_site).as_posix()
        (policy,) = page.css('meta[http-equiv="Content-Security-Policy"]')
        assert policy.attributes["content"] == POLICY, name
        # What is loaded before it is told, it does not hold for.
        assert policy == page.css_first("head :is(meta[http-equiv], script, link, style)"), name
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


def test_text_stays_text(clinic_site: Path) -> None:
    for path in (*clinic_site.rglob("index.html"), clinic_site / "404.html"):
        page = parse(path)
        assert page.css_first("a.brand").text().strip() == TEXT
        assert page.css_first("title").text().endswith(f" – {TEXT}")
        assert page.css_first('meta[property="og:site_name"]').attributes["content"] == TEXT
        assert page.css_first(".contact-name").text().strip() == TEXT
        assert page.css_first("footer.site-footer").text().count("{{641*70007}}") >= 4
    about = parse(clinic_site / "about/index.html").css_first(".clinic").text()
    assert about.count(TEXT) >= 20
    own = parse(clinic_site / "clinic/rooms/index.html")
    assert own.css_first("title").text() == f"{HEAD['title']} – {TEXT}"
    assert own.css_first('meta[name="description"]').attributes["content"] == TEXT
    for words in (
        "{{641*70007}} {% set a = 1 %} {{ config }} {# gone #}",
        '--8<-- "/etc/passwd"',
        "<img src=x onerror=hit=1>",
    ):
        assert words in own.css_first("article").text()
    toc = [" ".join(node.text().split()) for node in own.css(".toc a")]
    assert toc[0].startswith("A <img src=x onerror=hit=1>")


def test_no_template_ran_and_no_file_was_read(clinic_site: Path) -> None:
    for path in clinic_site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".js", ".xml", ".txt", ".json"):
            text = path.read_text(encoding="utf-8")
            assert "root:x:0" not in text and "INHERIT" not in text.replace(TEXT, ""), path
            assert RUN not in text, path
        if path.suffix in (".xml", ".svg"):
            ET.parse(path)  # noqa: S314 -- our own; raises where a word of the clinic ended a part


# The clinic's words stand in one frame around all pages: a page a template, and all of them in `soak`.
@pytest.mark.parametrize("shown", ["templates", pytest.param("all", marks=pytest.mark.soak)])
def test_nothing_runs_and_no_request_leaves(clinic_site: Path, browser: Browser, tmp_path: Path, shown: str) -> None:
    # At its own base path, from which alone the page for what is not found can load its scripts.
    base = urlsplit(BASE).path.strip("/")
    (tmp_path / base).parent.mkdir(parents=True)
    (tmp_path / base).symlink_to(clinic_site)
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    with serving(tmp_path) as server:
        address = f"{server}{base}/"
        named = [name for name in pages_of(clinic_site) if name in TEMPLATES.values() or name.startswith("clinic/")]
        for name in (*(named if shown == "templates" else pages_of(clinic_site)), "404.html"):
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


def test_the_hostile_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(json.dumps(hostile()), encoding="utf-8")
    assert load_settings(tmp_path).located.value == hostile()

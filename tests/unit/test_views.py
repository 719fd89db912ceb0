"""The views as macros/SAMPLES.md shows them, and how they fail."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown
from markupsafe import Markup
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from macros import samples
from macros.calls import BadCall, render_page
from macros.load import Cube
from macros.render.ready import ReadyHtml, ready
from macros.render.sheet import link
from macros.render.site import Site
from macros.render.views import VIEWS
from publish.check.clinic.tree import ANY_TAG, extensions
from tests.projects import ROOT, SHIPPED


def test_the_samples_are_those_of_the_pages_as_they_are() -> None:
    written = (ROOT / samples.FILE).read_text(encoding="utf-8")
    assert written == samples.samples(SHIPPED), "nox -s samples writes them anew"


def test_each_macro_has_a_sample() -> None:
    written = (ROOT / samples.FILE).read_text(encoding="utf-8")
    called = re.findall(r"(?m)^`\{\{ (\w+)\(.*\) \}\}` on `docs/.+\.md`:\n\n```text\n\S", written)
    assert set(called) == set(VIEWS)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ('state_fact("fco2-haf-majid-2014")', "no fact 'fco2-haf-majid-2014' (nearest: fco2-half-majid-2014)"),
        ('state_fact("fco2-target", "value")', "is told in words and has no value"),
        ('state_fact("fco2-target", "table")', "a fact has no form 'table'"),
        ('compare_options("recovry")', "no group 'recovry' (nearest: recovery)"),
        ('compare_options("recovery", "lasr")', "no kind of option 'lasr' (nearest: laser)"),
        ('show_facts("punch", "effort")', "there is no figure for punch"),
        ('show_facts("fractional", "effort")', "no option 'fractional'"),
        ('list_findings("onsett", effect="pain")', "no measure 'onsett' (nearest: onset)"),
        ('list_findings("wavelength", effect="pain")', "there is no finding on pain"),
        ("list_findings()", "name what the findings are about"),
        ('list_findings(option="fractional")', "no option 'fractional' (nearest: fractional-co2)"),
        ('list_findings(subject="rule")', "no subject 'rule' (nearest: rules)"),
        ('list_findings(scar="icepick")', "no scar 'icepick' (nearest: ice-pick)"),
        ("list_findings(skin=7)", "no skin type 7"),
        ('list_findings(laser="x")', "unexpected keyword argument 'laser'"),
        ('list_findings("definition", option="fractional-co2")', "there is no finding on fractional-co2"),
        ('show_archive("fractional")', "no option 'fractional' (nearest: fractional-co2)"),
        ('weigh_advice("ice-cream")', "no dispute 'ice-cream'"),
        ('list_calls("soon")', "there is no sign with the urgency 'soon'"),
        ('define_terms("lasers")', "there is no option of kind 'lasers'"),
        ('count_records("fact")', "no table to count 'fact' (nearest: facts)"),
        ('index_terms("rare")', "there is no effect of the kind 'rare'"),
        ('term("erithema")', "no term 'erithema' (nearest: erythema)"),
        ('judge_claim("c99")', "no claim 'c99'"),
        ('judge_claim("c01")', "the claim c01 belongs on doing-nothing.md"),
        ('ask_questions("weather")', "there is no question about 'weather'"),
        ('show_recovery("fractional-co")', "no option 'fractional-co' (nearest: fractional-co2)"),
        ("show_recovery()", "takes 1 to 3 different options, not 0"),
        ('show_recovery("ysgg-2790", "ysgg-2790")', "takes 1 to 3 different options"),
        ('show_chance("fco2-target")', "is no share of people"),
        ('show_chance("tca")', "no fact 'tca'"),
        ('show_chance("cross-icepick-amin")', "no words of a chance (chances.yml) for 'cross-icepick-amin'"),
        ('show_drawing("layer")', "no drawing 'layer' (nearest: layers)"),
        ('audit_site("discern")', "there is no item of 'discern' to audit"),
        ('open_tool("chooser")', "no tool 'chooser' (nearest: choose)"),
        ("close_page(1)", "takes"),
    ],
)
def test_what_can_not_be_shown_names_page_line_and_nearest_id(cube: Cube, call: str, says: str) -> None:
    with pytest.raises(BadCall) as caught:
        render_page(Site(cube), "index.md", f"\n\nwords\n{{{{ {call} }}}}\n")
    assert str(caught.value).startswith(f"docs/index.md:4: {call.split('(', maxsplit=1)[0]}(): ")
    assert says in str(caught.value)


def test_a_macro_that_there_is_not_is_told_with_the_nearest(cube: Cube) -> None:
    with pytest.raises(BadCall, match=r"docs/index.md:4: found show_day, which is no macro \(nearest: show_days\)"):
        render_page(Site(cube), "index.md", '\n\nwords\n{{ show_day("fractional-co2") }}\n')


@pytest.mark.parametrize(
    ("page", "to", "anchor", "address"),
    [
        ("index.md", "glossary.md", "pain", "glossary/#pain"), ("glossary.md", "index.md", "", "../"),
        ("a/b.md", "a/c.md", "", "../c/"), ("a/b.md", "glossary.md", "x", "../../glossary/#x"), ("a/b.md", "a/b.md", "x", "#x"),
    ],
)  # fmt: skip
def test_links_are_relative(page: str, to: str, anchor: str, address: str) -> None:
    assert link(page, to=to, anchor=anchor) == address


MADE = ready(Markup('<div id="made">\n\n    *a* _b_ [c](d) `e` ## f\n\n</div>'))
PHRASE = ready("*a* <b> [c](d) `e` {f}")
TOLD = "*a* &lt;b&gt; [c](d) `e` {f}"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"One **{PHRASE}** more", f"<p>One <strong>{TOLD}</strong> more</p>"),
        (f"- {PHRASE}\n- two", f"<ul><li>{TOLD}</li><li>two</li></ul>"),
        (f"| a |\n| --- |\n| {PHRASE} |", f"<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>{TOLD}</td></tr></tbody></table>"),
        (f"### {PHRASE} {{ #x }}", f'<h3 id="x">{TOLD}</h3>'),
        (f"One\n{MADE}\ntwo", f"<p>One</p>{MADE[1:-1]}<p>two</p>"),
        (f"- One\n\n    {MADE}", f"<ul><li><p>One</p>{MADE[1:-1]}</li></ul>"),
        (f"/// html | div\n{MADE}\n\n*x*\n///", f"<div>{MADE[1:-1]}<p><em>x</em></p></div>"),
    ],
)  # fmt: skip
def test_what_a_view_made_is_neither_html_of_the_data_nor_markdown(text: str, html: str) -> None:
    known = [*extensions(), ANY_TAG, ReadyHtml()]
    made = Markdown(extensions=known, extension_configs=dict(extensions())).convert(text)
    assert re.sub(r"(?<=>)\s+|\s+(?=<)", "", made) == re.sub(r"(?<=>)\s+|\s+(?=<)", "", html)


def test_a_heading_made_of_data_stands_in_the_contents_as_it_reads() -> None:
    markdown = Markdown(extensions=[*extensions(), ReadyHtml()], extension_configs=dict(extensions()))
    markdown.convert(f"## {PHRASE} {{ #x }}")
    assert [(one["id"], one["name"]) for one in markdown.toc_tokens] == [("x", TOLD)]


def test_mkdocs_knows_the_anchors_that_views_made() -> None:
    config = load_config(str(SHIPPED / "mkdocs.yml"))
    config.markdown_extensions.append(ReadyHtml())
    file = File("made.md", str(SHIPPED / "docs"), "site", use_directory_urls=True)
    page = Page(None, file, config)
    page.markdown = f"[There](#made) and [nowhere](#not)\n\n{MADE}\n"
    page.render(config, Files([file]))
    assert page.present_anchor_ids == {"made"}
    assert page.links_to_anchors == {file: {"made": "#made", "not": "#not"}}

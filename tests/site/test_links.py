"""Every link, anchor, citation and file of the site resolves, at / and below any other base."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from publish.beside.built_pages import parse
from tests.conftest import ROOT
from tests.fork.hostile import BASE


def addresses(html: LexborHTMLParser) -> list[str]:
    found = [(node, name) for name in ("href", "src", "action") for node in html.css(f"[{name}]")]
    data = [
        node.attributes[name] or ""
        for node in html.css("form.search")
        for name in ("data-index", "data-stemmer", "data-engine", "data-search")
    ]
    return [node.attributes[name] or "" for node, name in found] + data


def broken(site: Path, root: str) -> list[str]:
    """The addresses on all pages that lead nowhere below this root."""
    anchors = {path: ids(path) for path in site.rglob("*.html")}
    wrong = []
    for path in anchors:
        # The page for what is not found stands at any depth, so it must be read from the root.
        here = root if path.name == "404.html" else urljoin(root, path.parent.relative_to(site).as_posix() + "/")
        for address in addresses(parse(path)):
            target = urlsplit(urljoin(here, address))
            if target.netloc != urlsplit(root).netloc:
                continue
            if not target.path.startswith(urlsplit(root).path):
                wrong.append(f"{path.relative_to(site)}: {address} leaves the base")
                continue
            file = site / unquote(target.path.removeprefix(urlsplit(root).path))
            file = file / "index.html" if target.path.endswith("/") else file
            if file.is_dir():
                file /= "index.html"
            if not file.is_file():
                wrong.append(f"{path.relative_to(site)}: {address} has no file")
            elif (
                target.fragment and target.fragment not in anchors.get(file, set()) and not holds(file, target.fragment)
            ):
                wrong.append(f"{path.relative_to(site)}: {address} has no anchor")
    return wrong


def holds(file: Path, fragment: str) -> bool:
    """Whether a fragment is a view of options that can be picked on this page."""
    name, _, picked = fragment.partition("=")
    boxes = parse(file).css("#choose-options input")
    known = {box.attributes["value"] for box in boxes}
    return name == "options" and set(picked.split(",")) <= known


def ids(path: Path) -> set[str]:
    page = parse(path)
    return {node.attributes["id"] or "" for node in page.css("[id]")}


def test_every_address_resolves_at_the_root(material: Path) -> None:
    assert broken(material, "http://127.0.0.1:8000/") == []


def test_every_address_resolves_below_a_base(clinic_site: Path) -> None:
    assert broken(clinic_site, BASE) == []


def test_no_page_but_the_one_for_what_is_not_found_names_the_root(clinic_site: Path) -> None:
    for path in clinic_site.rglob("index.html"):
        assert [a for a in addresses(parse(path)) if a.startswith("/")] == []


def test_anchors_are_unique_on_each_page(material: Path) -> None:
    for path in material.rglob("*.html"):
        found = [node.attributes["id"] for node in parse(path).css("[id]")]
        assert len(found) == len(set(found)), path


def test_every_citation_leads_to_a_reference_that_leads_back(material: Path) -> None:
    for path in material.rglob("index.html"):
        page = parse(path)
        cited = {node.attributes["href"] for node in page.css(".cites a:not(.know)")}
        listed = {f"#{node.attributes['id']}" for node in page.css(".references li")}
        assert cited == listed, path
        back = sorted(node.attributes["href"] for node in page.css(".back a"))
        assert back == sorted(f"#{node.attributes['id']}" for node in page.css(".cites a[id]")), path


def test_only_what_may_be_linked_is_linked(material: Path, cube) -> None:
    allowed = {reference.id for reference in cube.references.values() if reference.link != "none"}
    for path in material.rglob("index.html"):
        for node in parse(path).css(".references li"):
            linked = node.css_first("a.address") is not None
            assert linked == ((node.attributes["id"] or "").removeprefix("ref-") in allowed)


def test_every_address_outside_the_site_is_of_a_known_kind(material: Path) -> None:
    kinds = yaml.safe_load((ROOT / "tests/data/link-hosts.yml").read_text(encoding="utf-8"))
    known = {"doi.org", "pubmed.ncbi.nlm.nih.gov", *(host for hosts in kinds.values() for host in hosts)}
    for path in material.rglob("*.html"):
        hosts = {urlsplit(a).netloc for a in addresses(parse(path))} - {""}
        assert hosts <= known | {"127.0.0.1:8000"}, path


def test_the_evidence_pages_link_back_to_the_first_use_on_each_page(material: Path) -> None:
    linked, used = set(), set()
    for path in material.rglob("index.html"):
        folder = path.parent.relative_to(material).as_posix()
        page = parse(path)
        base = urljoin("http://s/", "" if folder == "." else f"{folder}/")
        linked |= {urljoin(base, node.attributes["href"] or "") for node in page.css(".used-on a")}
        used |= {f"{base}#{node.attributes['id']}" for node in page.css(".cites a[id], .passport .source[id]")}
    assert linked == used


# What people ask most, and the pages that a reader touches from the start page on; the last one answers.
TOP_QUESTIONS = {
    "Does it work?": ["results/"],
    "Does it hurt?": ["lasers/fractional-co2/"],
    "How many days off?": ["recovery/", "downtime/"],
    "Which scars have I?": ["scar-types/"],
    "Can it leave dark marks on my skin?": ["brown-and-black-skin/", "effects/dark-marks/"],
    "What can go wrong?": ["effects/complications/"],
    "What else is there?": ["compare/choose/"],
    "What does it cost?": ["decide/", "cost/"],
    "Who should not have it?": ["decide/", "who-should-wait/"],
    "How do I find a good clinic?": ["decide/", "choosing-a-clinic/"],
    "Is this normal?": ["when-to-call/"],
    "What if I do nothing?": ["doing-nothing/"],
}


def open_ways(site: Path, page: str) -> set[str]:
    """The pages to which the open words of a page lead."""
    html = parse(site / page / "index.html")
    for closed in html.css("details, .page-foot"):
        closed.decompose()
    links = html.css("article a[href]")
    return {urlsplit(urljoin(f"/{page}", link.attributes["href"] or "")).path.lstrip("/") for link in links}


@pytest.mark.parametrize("question", TOP_QUESTIONS)
def test_a_top_question_is_answered_in_two_touches_from_the_start_page(material: Path, question: str) -> None:
    touched = TOP_QUESTIONS[question]
    assert len(touched) <= 2
    for page, following in zip(["", *touched], touched, strict=False):
        assert following in open_ways(material, page)

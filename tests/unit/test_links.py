"""The list of links: every source and every help line, and no host that nobody has named."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml

from macros.load import Cube
from publish.upkeep.links import Link, links_of, write_links
from tests.projects import ROOT


def test_every_source_is_asked_for_by_what_names_it_and_by_its_page_where_that_is_shown(cube: Cube) -> None:
    links = list(links_of(cube))
    sources = cube.references.values()
    assert {link.source for link in links if link.kind == "doi"} == {r.id for r in sources if r.doi}
    assert {link.source for link in links if link.kind == "pmid"} == {r.id for r in sources if r.pmid}
    lines = [line for country in cube.countries.values() for line in country.help]
    pages = [link for link in links if link.kind == "url"]
    assert {link.source for link in pages if "help-" not in link.source} == {r.id for r in sources if r.link == "url"}
    assert [link.address for link in pages if "help-" in link.source] == [line.source_url for line in lines]


def test_only_pages_of_known_kinds_of_hosts_are_linked(cube: Cube) -> None:
    kinds = yaml.safe_load((ROOT / "tests/data/link-hosts.yml").read_text(encoding="utf-8"))
    known = [host for hosts in kinds.values() for host in hosts]
    shown = {urlsplit(link.address).netloc for link in links_of(cube) if link.kind == "url"}
    assert sorted(shown - set(known)) == [], "say what kind of host it is, or set link: none"
    assert sorted(set(known) - shown) == [], "no source is linked there any more"
    assert len(known) == len(set(known))


def test_a_link_is_shown_by_a_name_that_the_source_has(cube: Cube) -> None:
    for reference in cube.references.values():
        assert reference.link in ("url", "none") or getattr(reference, reference.link), reference.id
        assert urlsplit(reference.url).scheme in ("http", "https"), reference.id


def test_the_list_holds_each_address_once_with_all_that_have_it(cube: Cube, tmp_path: Path) -> None:
    links = [
        *links_of(cube),
        Link("a", "doi", "https://doi.org/10.1/a<b>c::d"),
        Link("b", "url", "https://doi.org/10.1/a<b>c::d"),
    ]
    count = write_links(links, tmp_path / "links.md")
    text = (tmp_path / "links.md").read_text(encoding="utf-8")
    listed = re.findall(r"(?m)^- .+: <([^<>\s]+)>$", text)
    assert {unquote(address) for address in listed} == {unquote(link.address) for link in links}
    assert len(listed) == len(set(listed)) == count == text.count("\n")
    assert "- a (doi), b (url): <https://doi.org/10.1/a%3Cb%3Ec::d>" in text

"""Pieces that several views print: cells, findings, references, each ready for its template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from macros.load.checks import FILLED
from macros.load.cube import Cube, Pair
from macros.load.records import Fact, Option, Reference, Sign, Use
from macros.model.cells import Cell, Line, people_of, skin_of
from macros.model.choose import pick
from macros.model.digest import Extent, Short
from macros.model.headline import UNTREATED, cell_of, is_figure, kind_of
from macros.model.signs import sign_behind
from macros.render.sheet import Citation, Sheet, Usage
from macros.render.words import extent_words, fact_words, line_words, size_words, span

# What a worse figure of a kind is called; of any other kind it is worse.
WORSE = {"time": "longer", "count": "more"}


@dataclass(frozen=True)
class FindingView:
    """One finding with its citations, its doubts in words, and the sign of trouble that it tells of."""

    fact: Fact
    cites: tuple[Citation, ...]
    people: str
    sign: Sign | None = None


@dataclass(frozen=True)
class LineView:
    """One line of a cell: its words, the facts that they come from, and what must be said beside them."""

    line: Line
    text: str
    facts: str
    marks: tuple[str, ...]
    cites: Sequence[Citation]
    # The words that name it as worse: a lower gain, or more or longer harm; none where it is not.
    worse: str
    who: str
    # In how many ways it was counted.
    ways: int


@dataclass(frozen=True)
class CellView:
    """A cell in words: its headline, or the reason why it has none."""

    cell: Cell
    lines: tuple[LineView, ...]
    # The same headline in as few numbers as it takes, for the first layer of a page: from the lowest to the highest
    # figure of a kind.
    extents: tuple[LineView, ...] = ()

    @property
    def before(self) -> tuple[LineView, ...]:
        """The sentences that open a headline: what was found against nothing done."""
        return tuple(takewhile(lambda view: view.line.shape == "words", self.lines))

    @property
    def after(self) -> tuple[LineView, ...]:
        """The sentences that stand beside its figures."""
        return tuple(view for view in self.lines[len(self.before) :] if view.line.shape == "words")

    @property
    def behind(self) -> Citation:
        """What leads to how sure it is: the first finding that is no surer than the whole."""
        cites = [cite for line in self.lines for cite in line.cites]
        return next((cite for cite in cites if cite.certainty == self.cell.certainty), cites[0])


@dataclass(frozen=True)
class ReferenceView:
    """A reference with its number on the page, and its address if it may be linked."""

    reference: Reference
    number: int
    address: str
    first_author: str


def words_of(cube: Cube, id_: str) -> str:
    """The words for an id of wording.yml."""
    return pick(cube.wording, id_, kind="wording").words


def number_of(cube: Cube, fact: Fact) -> str:
    """A finding's number in words; none where it has no value of its own."""
    return fact_words(fact, cube.units) if is_figure(fact) else ""


def filled(cube: Cube, text: str) -> tuple[tuple[str, str], ...]:
    """A sign's text in pieces: words, or a fact's value with the fact's id."""
    pieces = enumerate(FILLED.split(text))
    return tuple((fact_words(cube.facts[it], cube.units), it) if place % 2 else (it, "") for place, it in pieces)


def finding_view(cube: Cube, sheet: Sheet, fact: Fact) -> FindingView:
    """The finding, cited on this page."""
    return FindingView(fact, sheet.cite([fact]), people_words(cube, [fact]), sign_behind(cube, fact))


def finding_views(cube: Cube, sheet: Sheet, ids: Iterable[str]) -> list[FindingView]:
    """The findings of these ids, each cited on this page."""
    return [finding_view(cube, sheet, cube.facts[id_]) for id_ in ids]


def cell_view(cube: Cube, sheet: Sheet, cell: Cell) -> CellView:
    """The cell in words, its headline cited in order."""
    return CellView(cell, tuple(view for line in cell.lines for view in line_views(cube, sheet, line)))


def headline_view(cube: Cube, sheet: Sheet, option: Option, pair: Pair) -> CellView:
    """An option's headline on a question."""
    return cell_view(cube, sheet, cell_of(cube, option, *pair))


def digest_view(cube: Cube, sheet: Sheet, short: Short) -> CellView:
    """A headline in short: its first figures, and what is worse than they are."""
    shown = replace(short.cell, lines=tuple(_kept(short)))
    extents = (*_extent_views(cube, *short.extents),) if short.extents else ()
    return replace(cell_view(cube, sheet, shown), extents=extents)


def _kept(short: Short) -> Iterable[Line]:
    """The lines that a headline in short shows: its figures and what was only compared; else the shortest sentence.

    Where all figures are none, the shortest sentence stands beside them: none in a study is not never.
    """
    lines = short.cell.lines
    shown = {fact.id for extent in short.extents for fact in extent.line.facts}
    kept = [line for line in lines if shown and (line.facts[0].id in shown or line.facts[0].compares)]
    if any(part.high for extent in short.extents for part in extent.line.parts):
        return kept
    told = (replace(line, parts=line.parts[:1]) for line in lines if line.shape == "words" and line not in kept)
    return [*kept, *islice(told, 1)]


def _extent_views(cube: Cube, first: Extent, *others: Extent) -> Iterator[LineView]:
    """The first with all that must be said beside it; of the others only in what they differ from it."""
    yield _extent_view(cube, first, _brief_marks(cube, first))
    for extent in others:
        yield _extent_view(cube, extent, _differences(cube, extent.line, first.line))


def _brief_marks(cube: Cube, extent: Extent) -> Iterator[str]:
    """What a figure can't be understood without: by what it was counted, in which scar and skin, in whom."""
    line = extent.line
    if extent.ways == 1 and line.facts[0].scale is not None:
        yield _scale_words(cube, line.facts[0])
    yield from _whom(cube, line)


def _differences(cube: Cube, line: Line, first: Line) -> Iterator[str]:
    """By what another line was counted, and in whom, where it is not as in the first.

    That a source does not say whom it measured needs no words where the source itself is named, as at a worse figure.
    """
    if line.facts[0].scale not in (None, first.facts[0].scale):
        yield _scale_words(cube, line.facts[0])
    named = {people_words(cube, first.facts), *([words_of(cube, "people-not-said")] if line.worse else ())}
    if (people := people_words(cube, line.facts)) not in named:
        yield people


def _extent_view(cube: Cube, extent: Extent, marks: Iterable[str]) -> LineView:
    """An extent in words, with who was measured in a few of them, where it stands there because it is worse."""
    line = extent.line
    who = re.split(r"[,;]", line.facts[0].who)[0] if line.worse or line.facts[0].option == UNTREATED else ""
    return _line_view(cube, line, extent_words(line, cube.units), marks, who, ways=extent.ways)


def _line_view(
    cube: Cube, line: Line, text: str, marks: Iterable[str], who: str, *, cites: Sequence[Citation] = (), ways: int = 1
) -> LineView:
    """A line in these words, with what it is beside them."""
    facts = " ".join(dict.fromkeys(fact.id for fact in line.facts))
    return LineView(line, text, facts, tuple(marks), cites, worse_word(cube, line), who, ways)


def worse_word(cube: Cube, line: Line) -> str:
    """The id of the words before a figure that is worse than those before it; none for any other."""
    if not line.worse:
        return ""
    if cube.measures[line.facts[0].measure].worse == "less":
        return "lower"
    return WORSE.get(kind_of(line.facts[0], cube.units), "worse")


def line_views(cube: Cube, sheet: Sheet, line: Line) -> Iterator[LineView]:
    """A line of numbers as one view; a line of words as one view a sentence."""
    parts = [line] if line.shape != "words" else [replace(line, parts=(part,)) for part in line.parts]
    for part in parts:
        who = "; ".join(dict.fromkeys(fact.who for fact in part.facts)) if part.with_who else ""
        text, marks = line_words(part, cube.units), _marks(cube, part)
        yield _line_view(cube, part, text, marks, who, cites=sheet.cite(part.facts))


def _marks(cube: Cube, line: Line) -> Iterator[str]:
    """What must be said beside a line: scale and rater, where all share them, the size, the scar, the skin, who."""
    fact = line.facts[0]
    if fact.scale is not None and line.shape != "words":
        yield _scale_words(cube, fact)
    if fact.rater is not None and line.shape != "words":
        yield words_of(cube, f"rater-{fact.rater}")
    if size := size_words(line, cube.units):
        yield size
    yield from _whom(cube, line)


def _scale_words(cube: Cube, fact: Fact) -> str:
    """By what a figure was counted, without the unit that stands right before it: "75 percent", then "better"."""
    words = pick(cube.scales, fact.scale or "", kind="scale").words
    return words.removeprefix(f"{cube.units[fact.value.unit].many} ") if fact.value is not None else words


def _whom(cube: Cube, line: Line) -> Iterator[str]:
    """In which scar and skin a line was found, where all facts say so, and in whom, where not in acne scars."""
    fact = line.facts[0]
    if line.shape != "words" and fact.scar not in ((), ("atrophic",)):
        yield ", ".join(pick(cube.scars, scar, kind="scar").name for scar in fact.scar)
    if (types := skin_of(line.facts)) is not None and line.shape != "words":
        low, high = types
        yield f"{words_of(cube, 'skin-type' if low == high else 'skin-types')} {span(str(low), str(high))}"
    if people := people_words(cube, line.facts):
        yield people


def people_words(cube: Cube, facts: Iterable[Fact]) -> str:
    """What must be said of who was measured: nothing where all had acne scars."""
    people = people_of(facts)
    return "" if people in (None, "acne-scars") else words_of(cube, f"people-{people}")


def option_target(sheet: Sheet, option: Option) -> str:
    """The address of an option's page, or no address where it has no page of its own yet."""
    return sheet.link(option.page) if option.page is not None else ""


def addresses_of(reference: Reference) -> dict[str, str]:
    """The addresses that a source has, by what each is made of: its DOI, its number in PubMed, its page."""
    known = {
        "doi": reference.doi and f"https://doi.org/{reference.doi}",
        "pmid": reference.pmid and f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/",
        "url": reference.url if reference.link == "url" else "",  # only where it may be shown
    }
    return {kind: address for kind, address in known.items() if address}


def address_of(reference: Reference) -> str:
    """The address that may be linked, or none."""
    return addresses_of(reference).get(reference.link, "")


def reference_view(cube: Cube, source: str, number: int) -> ReferenceView:
    """The reference as it stands at the foot of a page."""
    reference = pick(cube.references, source, kind="reference")
    return ReferenceView(reference, number, address_of(reference), first_author(cube, reference))


def first_author(cube: Cube, reference: Reference) -> str:
    """Who wrote it, one name long: "Majid I and others"."""
    names = re.split(r"[,;] ", reference.authors.rstrip(".")) if reference.authors else [""]
    return names[0] if len(names) == 1 else f"{names[0]} {words_of(cube, 'and-others')}"


# The pages that use a source, each with the anchor of its first use.
Places = Mapping[str, Mapping[str, str]]


def places_of_sources(usage: Usage) -> Places:
    """Where each source is used: its pages in the order of usage, each with the anchor of its first use."""
    places: dict[str, dict[str, str]] = {}
    for page, citations in usage:
        for citation in citations:
            if citation.anchor:
                places.setdefault(citation.source, {})[page] = citation.anchor
    return places


# A source with the pages that use it: the title of each, and the address of its first use there.
Used = tuple[ReferenceView, list[tuple[str, str]]]


def source_groups(cube: Cube, sheet: Sheet, places: Places, sources: Iterable[str]) -> list[tuple[str, list[Used]]]:
    """The sources by kind of study, each with the pages that use it."""
    groups: dict[str, list[Used]] = {}
    order = list(dict.fromkeys(w.removeprefix("design-") for w in cube.wording if w.startswith("design-")))
    found = sorted(sources, key=lambda s: (cube.references[s].authors or cube.references[s].title).lower())
    for design in order:
        for source in (s for s in found if cube.references[s].design == design):
            uses = [(cube.pages[page].title, sheet.link(page, anchor)) for page, anchor in places[source].items()]
            groups.setdefault(design, []).append((reference_view(cube, source, 0), uses))
    return list(groups.items())


@dataclass(frozen=True)
class UseView:
    """What is used for a scar: its name, its page, and the findings for and against it."""

    use: Use
    name: str
    target: str
    facts: Sequence[FindingView]
    cautions: Sequence[FindingView]


def use_view(cube: Cube, sheet: Sheet, use: Use, *, whole: bool) -> UseView:
    """What is used for a scar: its name and its page; as a whole with its findings, cited on this page."""
    option = cube.options.get(use.treatment)
    name, target = (option.name, option_target(sheet, option)) if option else (use.other or "", "")
    facts, cautions = (finding_views(cube, sheet, side if whole else ()) for side in (use.facts, use.cautions))
    return UseView(use, name, target, facts, cautions)

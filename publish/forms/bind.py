"""Printed pages -> one PDF: numbered, with bookmarks, and with links that lead from page to page inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from urllib.parse import urldefrag, urlsplit
from urllib.request import url2pathname

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    TextStringObject,
)

from publish.beside.built_pages import parse


@dataclass(frozen=True)
class Place:
    """A place in the whole book: the sheet, counted from nought, and how high on it, if not at its top."""

    sheet: int
    height: float | None = None


@dataclass(frozen=True)
class Link:
    """An area on a sheet that leads to a place in the book, or to an address outside."""

    sheet: int
    area: list[float]
    target: Place | str


@dataclass(frozen=True)
class Part:
    """A page of the site as Chromium printed it, with the part of the menu that it stands in."""

    section: str
    title: str
    file: Path
    pdf: bytes

    @cached_property
    def reader(self) -> PdfReader:
        """The printed pages, read."""
        return PdfReader(BytesIO(self.pdf))

    def __len__(self) -> int:
        """How many sheets it takes."""
        return len(self.reader.pages)

    @property
    def wide(self) -> list[bool]:
        """Of each sheet, whether it lies on its side."""
        return [page.mediabox.width > page.mediabox.height for page in self.reader.pages]

    def place(self, anchor: str) -> Place:
        """Where an anchor stands in this part; its first sheet where Chromium kept no such place."""
        found = self.reader.named_destinations.get(f"/{anchor}")
        number = self.reader.get_destination_page_number(found) if found is not None else None
        if found is None or number is None:
            return Place(0)
        return Place(number, float(str(found["/Top"])))


class Binding:
    """All parts with the sheet on which each begins."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = {part.file.resolve(): part for part in parts}
        lengths = (len(part) for part in parts)
        self.starts = dict(zip(self.parts, accumulate(lengths, initial=0), strict=False))

    def place(self, file: Path, anchor: str) -> Place | None:
        """Where an anchor of a file stands in the book, or nothing if the book does not hold that file."""
        part = self.parts.get(file)
        if part is None:
            return None
        inside = part.place(anchor)
        return Place(self.starts[file] + inside.sheet, inside.height)

    def target(self, file: Path, annotation: DictionaryObject) -> Place | str | None:
        """Where a link of a file leads: into the book, to an address, or to a file that the book does not hold."""
        if "/Dest" in annotation:
            return self.place(file, str(annotation["/Dest"]).removeprefix("/"))
        action = annotation["/A"].get_object()
        uri = str(action["/URI"]) if isinstance(action, DictionaryObject) else ""
        address, anchor = urldefrag(uri)
        if urlsplit(address).scheme != "file":
            return uri
        return self.place(Path(url2pathname(urlsplit(address).path)).resolve(), anchor)

    def links(self) -> Iterator[Link]:
        """Every link of the book that leads somewhere."""
        for file, part in self.parts.items():
            for number, page in enumerate(part.reader.pages, start=self.starts[file]):
                for annotation in (held.get_object() for held in page.get("/Annots") or []):
                    target = self.target(file, annotation)
                    if target is not None:
                        yield Link(number, [float(edge) for edge in annotation["/Rect"]], target)


def bind_parts(parts: list[Part], folios: Part, *, title: str, out: Path) -> None:
    """Writes the parts one after the other into one PDF, with numbers from the folios on all sheets but the first."""
    binding = Binding(parts)
    links = list(binding.links())
    writer = PdfWriter()
    for part in parts:
        for page in part.reader.pages:
            # The links are made anew for the whole book; the tags of a part mean nothing outside it.
            page.pop("/Annots", None)
            page.pop("/StructParents", None)
            writer.add_page(page)
    for page, folio in list(zip(writer.pages, folios.reader.pages, strict=True))[1:]:
        page.merge_page(folio)
        page.compress_content_streams()
    for link in links:
        _add_link(writer, link)
    _add_bookmarks(writer, binding)
    writer.add_metadata({"/Title": title})
    writer.root_object[NameObject("/PageMode")] = NameObject("/UseOutlines")
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    writer.compress_identical_objects()
    with out.open("wb") as file:
        writer.write(file)


def _add_link(writer: PdfWriter, link: Link) -> None:
    """Puts a link on its sheet, without a frame."""
    page = writer.pages[link.sheet]
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, link.area)),
            NameObject("/Border"): ArrayObject([FloatObject(0)] * 3),
        }
    )
    if isinstance(link.target, str):
        action = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(link.target)}
        annotation[NameObject("/A")] = DictionaryObject(action)
    else:
        annotation[NameObject("/Dest")] = _destination(writer, link.target)
    page.setdefault(NameObject("/Annots"), ArrayObject()).append(annotation)


def _destination(writer: PdfWriter, place: Place) -> ArrayObject:
    """A place as a PDF writes it."""
    sheet = writer.pages[place.sheet]
    height = float(sheet.mediabox.top) if place.height is None else place.height
    return ArrayObject([sheet.indirect_reference, NameObject("/XYZ"), NullObject(), FloatObject(height), NullObject()])


def _add_bookmarks(writer: PdfWriter, binding: Binding) -> None:
    """A bookmark for each part of the menu, below it one for each page, below that one for each of its headings."""
    sections: dict[str, IndirectObject] = {}
    for file, part in binding.parts.items():
        start = binding.starts[file]
        if part.section and part.section not in sections:
            sections[part.section] = writer.add_outline_item(title=part.section, page_number=start)
        above = writer.add_outline_item(title=part.title, page_number=start, parent=sections.get(part.section))
        for anchor, title in headings_of(part.file):
            writer.add_outline_item(title=title, page_number=start + part.place(anchor).sheet, parent=above)


def headings_of(file: Path) -> list[tuple[str, str]]:
    """The headings below the title of a page, each with its anchor."""
    found = parse(file).css("article h2[id]")
    return [(node.attributes["id"] or "", " ".join(node.text().split())) for node in found]

"""What a clinic draws: what only draws passes; whatever runs, leads out or never ends is told with its line."""

from __future__ import annotations

import pytest

from publish.check.clinic.svg import judge_drawing
from tests.unit.own_files import SVG


@pytest.mark.parametrize(
    ("drawn", "says"),
    [
        ("<script>x</script>", "found <script>"), ("<foreignObject/>", "found <foreignObject>"), ("<animate attributeName='href' to='javascript:x'/>", "found <animate>"),
        ("<set attributeName='x'/>", "found <set>"), ("<a href='#x'/>", "found <a>"), ("<iframe/>", "found <iframe>"), ("<g onload='x'/>", "found onload="), ("<g ONCLICK='x'/>", "found ONCLICK="),
        ("<use href='https://x#a'/>", "allowed: # and"), ("<use xlink:href='other.svg#a'/>", "allowed: # and"), ("<image href='https://x/a.png'/>", "allowed: # and"),
        ("<image href='data:image/svg+xml,x'/>", "allowed: # and"), ("<g style='fill:url(https://x)'/>", "nothing outside"), ("<g fill='url(//x#a)'/>", "nothing outside"),
        (r"<g style='fill:u\72l(//x)'/>", "nothing outside"), ("<style>@import 'https://x'</style>", "<style> names"), ("<style>*{fill:url(x)}</style>", "<style> names"),
        ("<style>@im<!-- -->port 'x'; a{b:ur<!-- -->l(//x)}</style>", "<style> names"),
        ("<h:p xmlns:h='http://www.w3.org/1999/xhtml'/>", "allowed: parts of"), ("<?xml-stylesheet href='https://x'?>", "found <?xml-stylesheet"), ("<g>", "not readable as SVG"),
        ("<style>@import url(/x.css);<g/></style>", "found <g> in <style>"), ("<style>rect{fill:url(/x.svg#a)}<title/></style>", "found <title> in <style>"),
        ("<style><style/>*{fill:url(/x)}</style>", "found <style> in <style>"), ("<g xml:base='https://x/'/>", "found base="), ("<style>*{fill:src('//x')}</style>", "<style> names"),
        ("&x;", "not readable as SVG"), ("<g a='1' a='2'/>", "not readable as SVG"), ("<handler xmlns='http://www.w3.org/2001/xml-events'/>", "allowed: parts of"),
    ],
)  # fmt: skip
def test_a_drawing_only_draws(drawn: str, says: str) -> None:
    found = judge_drawing(SVG.format(drawn))
    assert found and says in found[0][1] and found[0][0] in (2, 3), found


@pytest.mark.parametrize("code", ["Shift_JIS", "iso-8859-1", "UTF-16", "utf8", "x"])
def test_a_drawing_is_read_in_the_code_that_it_declares(code: str) -> None:
    # Read as Shift JIS, the section does not end where it ends in UTF-8: what is a remark here is a script there.
    hidden = "<desc><![CDATA[Á]]></desc><!-- ]]></desc><script>hit=1</script> -->\n<circle r='4'/>"
    text = f'<?xml version="1.0" encoding="{code}"?>\n{SVG.format(hidden)}'
    assert judge_drawing(text) == [(1, f"found encoding={code!r}, allowed: UTF-8, which is how the file is saved")]
    declared = f'encoding="{code}"'
    assert judge_drawing(text.replace(declared, 'encoding="utf-8"')) == judge_drawing(text.replace(declared, "")) == []


def _nest(each: str, part: str, end: str = "") -> str:
    """Parts of which each names the one before it ten times; the first holds a line."""
    held = ["<path/>", *(each.format(f"#n{at}{end}") * 10 for at in range(6))]
    return "".join(f'<{part} id="n{at}{end}">{inner}</{part}>' for at, inner in enumerate(held))


@pytest.mark.parametrize(
    ("drawn", "says"),
    [
        (_nest("<use href='{}'/>", "g"), "names 'n1', which names other parts"), (_nest("<use xlink:href='{}'/>", "symbol"), "names other parts in its turn"),
        (_nest("<path fill='url({})'/>", "pattern"), "names other parts in its turn"), (_nest("<path style='mask:url(\"{}\")'/>", "mask"), "names other parts in its turn"),
        (_nest("<g clip-path='url({})'/>", "clipPath"), "names other parts in its turn"), (_nest("<path style='fill:url(\"{}\")'/>", "pattern", ";&apos;"), "names other parts in its turn"),
        ("<g id='a'><use href='#a'/></g>", "names 'a', which names other parts"), ("<g id='a'><use href='#b'/></g><g id='b'><use href='#%61'/></g>", "names other parts in its turn"),
        ("<pattern id='b'><path/></pattern><path id='a' fill='url(#b)'/><use href='#a'/>", "names 'a', which names other parts"),
        ("<marker id='m'><path/></marker><path d='h1 1' marker-mid='url(#m)'/>", "draws at each corner"), ("<marker id='m'><path/></marker><path style='marker:url(#m)'/>", "draws at each corner"),
        ("<g id='a'/>" + "<use href='#a'/>" * 201, "parts are named 201 times, allowed: 200"), ("<g><g id='a'/></g><g id='a'><use href='#b'/></g><g id='b'/><use href='#a'/>", "names other parts in its turn"),
        ("<pattern id='p'><path/></pattern><g fill='url(#p)'><path/></g>", "<g> names 'p' for other parts"), ("<style>*{fill:url(#p)}</style><pattern id='p'/>", "<style> names 'p' for other parts"),
        ("<pattern id='p'/><g style='fill:/*;mask:*/url(#p)'/>", "<g> names 'p' for other parts"), ("<linearGradient id='p'/><pattern id='p'/><g fill='url(#p)'/>", "<g> names 'p' for other parts"),
        ("<mask id='m'/><g mask='url(#m)'><g mask='inherit'/></g>", "found 'inherit'"), ("<g style='--a:url(#m);mask:var(--a)'/><mask id='m'/>", "found 'var('"), ("<style>*{mask:inherit}</style>", "found 'inherit'"),
        ("".join(f"<g id='n{at}'><use href='#n{at + 1}'/></g>" for at in range(999)), "names other parts in its turn"), ("<g>" * 60 + "</g>" * 60, "more than 50 deep"), ("<g>" * 9000, "more than 50 deep"),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_a_drawing_ends(drawn: str, says: str) -> None:
    found = judge_drawing(SVG.format(drawn))
    assert len(found) == 1 and says in found[0][1] and found[0][0] in (1, 2), found


def test_an_entity_is_never_read() -> None:
    for entity in ('<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY a "aa"><!ENTITY b "&a;&a;">'):
        text = f'<?xml version="1.0"?>\n<!DOCTYPE svg [{entity}]>\n<svg xmlns="http://www.w3.org/2000/svg"><text>&x;&b;</text></svg>'
        assert judge_drawing(text) == [
            (2, "found <!DOCTYPE, which can name other files: remove it, or save the drawing as plain SVG")
        ]


@pytest.mark.parametrize(
    "drawn",
    [
        "<path d='M0 0'/>", "<style>.a{fill:url(#b);stroke:#fff}</style>", "<g fill='url(#b)' style='fill:url(\"#b\")'/>", "<use xlink:href='#b'/>",
        "<image href='data:image/png;base64,iVBORw0KGgo='/>", "<title>Larch</title><desc>&lt;script&gt;</desc>", "<text>مرحبا</text>",
        "<style><![CDATA[.a{fill:url(#b)}]]></style><linearGradient id='b' href='#c'/><linearGradient id='c'/><g class='a'/>", "<marker id='m'><path/></marker><path d='M1 1h2' marker-end='url(#m)'/>",
        "<g clip-path='url(#c)' style='filter:url(#f)'><path fill='url(#p)'/></g><clipPath id='c'><rect/></clipPath><filter id='f'/><pattern id='p'><path/></pattern>", "<g>" * 48 + "</g>" * 48,
        "<defs><rect id='r'/></defs><clipPath id='c'><use href='#r'/></clipPath><g style='clip-path:url(#c)'><path/></g>", "<pattern id='p'><use href='#i'/></pattern><image id='i'/><rect fill='url(#p)'/>",
        "<metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></metadata>",
    ],
)  # fmt: skip
def test_a_drawing_passes(drawn: str) -> None:
    assert judge_drawing(SVG.format(drawn)) == []

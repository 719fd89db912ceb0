"""What a clinic puts into its own folders: words, pictures and papers pass; whatever runs, leaves or leads out is told with its line."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from publish.build.build import build
from publish.build.engine import ENGINES
from publish.check.clinic.files import MOST_DRAWING, MOST_PICTURE, judge_own
from publish.check.clinic.names import judge_folders
from publish.check.clinic.pages import FRAME_IDS, judge_page
from publish.check.clinic.svg import judge_drawing
from publish.check.clinic.tree import MOST_TOGETHER, extensions
from tests.conftest import told_mistakes
from tests.unit.small import files, make_small, make_whole, put

ROOT = Path(__file__).parents[2]
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 1200, 630)
HEAD = "---\n" + yaml.safe_dump(files()["docs/clinic/rooms.md"]) + "---\n\n# Rooms\n\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n{}\n</svg>\n'

Page = Callable[[str], list[tuple[int, str]]]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_small(tmp_path_factory.mktemp("own") / "project")
    (made / "docs/clinic/door.png").write_bytes(PNG)
    return made


@pytest.fixture(scope="module")
def page(root: Path) -> Page:
    """What is wrong with a page of this body, by its line below the heading."""
    path = root / "docs/clinic/rooms.md"

    def judged(body: str) -> list[tuple[int, str]]:
        put(path, (HEAD + body).encode("utf-8"))
        return [(line - HEAD.count("\n"), text) for line, text in judge_page(root, path)]

    return judged


ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "java&#10;script:x", "&#x1;javascript:x", "data:text/html,x", "vbscript:x", "blob:x",
    "file:///etc/passwd", "//x.example/y", "/etc/passwd", "../../mkdocs.yml", "../../../../etc/passwd", "%2e%2e/%2e%2e/mkdocs.yml", "..%5c..%5cmkdocs.yml", "nope.md",
    "filesystem:x", "view-source:x", "intent:x", "https:\\\\x", "rooms",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "form",
    [
        "[x]({})",
        "![x]({})",
        "[x][r]\n\n[r]: {}",
        '<a href="{}">x</a>',
        '<img src="{}" alt="">',
        '<div markdown="1">\n\n[x]({})\n\n</div>',
    ],
)
def test_no_link_and_no_picture_leads_out_or_runs(page: Page, form: str, address: str) -> None:
    found = page("Words.\n\n" + form.format(address))
    assert found and all(3 <= line <= 6 or line == -1 for line, _ in found), found


@pytest.mark.parametrize(
    "body",
    [
        "<script>x</script>", "<SCRIPT src=x></SCRIPT>", "<iframe src='https://x'></iframe>", "<base href='https://x/'>", "<meta http-equiv='refresh' content='0;url=x'>",
        "<link rel='stylesheet' href='https://x'>", "<form action='https://x'></form>", "<input>", "<button>x</button>", "<object data='x'></object>", "<embed src='x'>",
        "<style>*{}</style>", "<p style='color:red'>x</p>", "<svg><script>x</script></svg>", "<svg onload='x'></svg>", "<math><mi>x</mi></math>", "<template>x</template>",
        "<textarea>", "<plaintext>", "<xmp>x</xmp>", "<noscript>x</noscript>", "<video src='x'></video>", "<audio src='x'></audio>", "<dialog open>x</dialog>", "<x-y>z</x-y>",
        "<p onclick='x'>x</p>", "<details ontoggle='x' open>x</details>", "<b/onclick=x>y</b>", "<p accesskey='x'>x</p>", "<p data-also='x'>x</p>", "<p name='x'>x</p>",
        "<a href='https://x' ping='https://y'>x</a>", "<a href='https://x' target='_blank'>x</a>", "<a href='https://x' download>x</a>",
        "<img src='door.png' srcset='https://x 1x' alt=''>", "<p popover id='x'>x</p>", "<p contenteditable>x</p>", "<p slot='x'>x</p>", "<p is='x'>x</p>",
        "[x](https://x.example){: onclick=alert(1) }", "# x {: style='x' }", "# x { onmouseover=alert(1) }", "![x](door.png){: onerror=x }", "*x*{: onfocus=x tabindex=1 }",
        '<div markdown="1" onclick="x">a</div>', "<div>open", "x</article></div>", "</div>", "</main>", "</div></main><p>x", "<details><summary>x</summary>", "<body onload='x'>", "<html class='x'>",
        "<!-- a remark -->", "pain<!-- -->less", "pain<?x ?>less", "pain<![CDATA[x]]>less", "<?php x ?>", "<!DOCTYPE html>", '<div markdown="1">\n\n*a*\n\n</div>', "<b>x</b>", "<br class='x'>",
        "<p id='end-of-the-clinics-page'>", '<meta id="end-of-the-clinics-page" http-equiv="refresh" content="1;url=https://evil.example/">', "</article><form>x</form><article>",
        "<s>x", '<a href="https://x.example/">', "<code>", "<table><s>x<tr>", "a<sub>2", "a</sup>2", "<sub>a<sup>b</sub></sup>", "> <script>x</script>", "- <b>x</b>", "| <b>x</b> |\n|--|\n", "# <i>x</i>",
        "*<b>x</b>*", "[<b>x</b>](../index.md)", "## x {: data-toc-label='<script>x</script>' }", "<details><summary>x</summary>\n\ny\n\n</details>", '<p lang="ar" dir="rtl">x</p>',
    ],
)  # fmt: skip
def test_a_page_holds_nothing_that_acts(page: Page, body: str) -> None:
    found = page(f"Words.\n\n{body}\n")
    assert found and found[0][0] in (3, -1), found


@pytest.mark.parametrize(
    "body",
    [
        "Words *em* **strong** `<script>` &lt;script&gt; a < b", "[x](https://x.example/a?b=c#d)", "[x](../index.md) [y](../index.md#a-page)", "[x](#rooms)",
        "[x](mailto:a@b.example) [y](tel:+441)", "![The door](door.png){: width=100 }", "<https://x.example/>", "<a@b.example>",
        "H<sub>2</sub>O, cm<sup>2</sup>, <kbd>Tab</kbd> a<br>b<br/>c<BR />d", "`<!-- a remark -->`", "| a | b |\n|:-:|--|\n| 1 | 2 |", "```\n<script>\n```", "> q", "1. a\n2. b",
        '{{ 7*7 }} {% include "x" %}', '--8<-- "/etc/passwd"', "مرحبا، 👩\u200d⚕️", "## Heading { #id }", "![x](../assets/brand/logo.svg)",
        "```html\na\n```", "[TOC]\n\n## A\n\n## B", "مرحبا\n{: lang=ar dir=rtl }", "x\n{: dir=ltr }", "Việt Nam, naïve, μm, 3 µm, β-blocker, Привет, שָׁלוֹם", "[x](https://müller.example/) [y](https://клиника.example/)", "می\u200cخواهم 🏴\u200d☠️", "`&#8238;`", "## Summary",
        '!!! note "Title"\n    Words.', "!!! warning\n    Words.", "??? question\n    Words.", "???+ tip\n    Words.", "> [!NOTE]\n> Words.", "> [!CAUTION]-\n> Words.", "Term\n:   meaning",
        "A word[^1]\n\n[^1]: The note.", "- [ ] to do\n- [x] done", "~~gone~~ ==marked==", "https://x.example/ and a@b.example", "HTML\n\n*[HTML]: words",
    ],
)  # fmt: skip
def test_words_links_and_pictures_pass(page: Page, body: str) -> None:
    assert page(f"Words.\n\n{body}\n") == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("It takes &#8238;051&#8236; days.", "202E"), ("&#x202E;051", "202E"), ("3 &rlm;- 5", "200F"), ("3 \u200e- 5", "200E"), ("pain&shy;less", "00AD"), ("pain\u00adless", "00AD"),
        ("pain&ZeroWidthSpace;less", "200B"), ("pain&#8203;less", "200B"), ("pain&zwj;less", "200D"), ("pain\u200cless", "200C"), ("pain&NoBreak;less", "2060"), ("a &#27;[31m", "001B"),
        ("![a&#8238;b](door.png)", "202E"), ("[x](../index.md 'pain&shy;less')", "00AD"), ("&#917601;x", "E0061"), ("a&#x3164;b", "3164"), ("a&#0;b", "FFFD"), ("pain&#xFE00;less", "FE00"), ("a\u17b4b", "17B4"), ("a\u180bb", "180B"), ("a\U0001d173b", "1D173"), ("a\U0001bca0b", "1BCA0"), ("a\U000e0100b", "E0100"),
        ("## a\u034fb", "034F"), ("a&#xE000;b", "E000"), ("a\u115fb", "115F"), ("a&#x206A;b", "206A"), ("| a&#8294;b | c |\n|--|--|\n", "2066"),
    ],
)  # fmt: skip
def test_what_is_read_on_a_page_is_what_is_seen(page: Page, body: str, code: str) -> None:
    found = page(f"Words.\n\n{body}\n")
    assert found[0][0] == 3 and found[0][1].startswith(f"found the hidden sign U+{code}: "), found


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('<time class="next-check" datetime="9999-12-31">x</time>', "found '<time"), ("x\n{: .next-check }", "found class='next-check' in <p>"), ("x\n{: data-facts=x }", "found data-facts= in <p>"),
        ("*Nobody was burnt.*{: .say }", "found class='say' in <em>"), ("# x {: .value }", "found class='value'"), ("x\n{: .overdue }", "found class='overdue'"),
        ("x\n{: class='search-panel' }", "found class='search-panel'"), ("x\n{: class='' }", "found class=''"), ("``` { .html .skip }\na\n```", "found class='skip'"),
        ("`x`{: .language-x .overdue }", "found class='language-x overdue'"), ("## Content", "found id='content' in <h2>"), ("## A { #search-input }", "found id='search-input'"),
        ("x\n{: #site-nav }", "found id='site-nav'"), ("3 - 5 days\n{: dir=rtl }", "found dir='rtl'"), ("x\n{: dir=RTL lang=en }", "found dir='RTL'"), ("x\n{: dir=rtl }", "found dir='rtl'"),
    ],
)  # fmt: skip
def test_a_page_takes_no_part_of_the_frame_and_of_the_scripts(page: Page, body: str, says: str) -> None:
    found = page(f"Words.\n\n{body}\n")
    assert found and found[0][0] in (3, 4) and found[0][1].startswith(says), found


def test_each_name_of_the_frame_is_known() -> None:
    frame = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "overrides").rglob("*.html"))
    assert set(re.findall(r'\sid="([^"]+)"', frame)) == FRAME_IDS


@pytest.mark.parametrize(
    "address", ["https://[", "https://[your-address]", "https:x.example", "https:///x", "https://x:port/"]
)
def test_a_link_to_the_web_names_a_place_there(page: Page, address: str) -> None:
    assert [line for line, text in page(f"Words.\n\n[Map]({address})\n") if "no whole address" in text] == [3]


@pytest.mark.parametrize("lines", [["a", "="], ["- "], ["# a"]])
def test_a_block_in_which_markdown_would_go_round_and_round_is_told(page: Page, lines: list[str]) -> None:
    body = "\n".join(["Words.", "", *lines * (MOST_TOGETHER + 1), "", "End."])
    assert page(body) == [
        (
            3,
            f"found {len(lines) * (MOST_TOGETHER + 1):,} lines without an empty one between them, allowed: 500: put empty lines in",
        )
    ]
    assert page("\n".join(lines * (MOST_TOGETHER // len(lines)))) == []


@pytest.mark.parametrize(
    "body", ["[" * 3000, "<a " * 3000, "1. " * 9000, "> " * 9000, "- " * 9000, "![" * 2500, "[" * 1990 + "a " * 9000, "[TOC]\n\n# a\n\n[TOC]"]
)  # fmt: skip
def test_a_page_that_markdown_would_never_finish_is_told(page: Page, body: str) -> None:
    found = page(body)
    assert not found or any(words in found[0][1] for words in ("split the page", "too deeply", "more than once"))


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("What you need:\n- your card\n- time", 4, "found '- your card': a list begins below an empty line"), ("So:\n1. come", 4, "found '1. come': a list"), ('=== "Monday"\n\n    9 to 5', 3, "there are no tabs here"),
        ("Call :material-phone: us", 3, "found ':material-phone:'"), ("!!! overdue\n    x", 3, "found class='admonition overdue'"), ("??? finding\n    x", 3, "found class='finding'"), ("ftp://x.example/", 3, "a link to 'ftp:"),
        ("[x](#nope)", 3, "this page has no such part"), ("120 e" + "\u0333" * 160, 3, "found more than three signs U+0333"), ("p\u0430inless", 3, "letters of other alphabets that look like 'painless'"),
        ("[x](https://www.gm\u0441-uk.org/)", 3, "letters that look like 'gmc-uk'"), ("[x](https://\uff47\uff4d\uff43.example/)", 3, "letters that look like 'gmc'"),
        ("[x](https://\u0430\u0440\u0440\u04cf\u0435.example/)", 3, "letters that look like"), ("[x](https://www.nhs.uk@evil.example/)", 3, "a name before @"), ("[x](https://x.example:0/)", 3, "no whole address"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_told_with_what_to_write_instead(page: Page, body: str, line: int, says: str) -> None:
    told = page(f"Words.\n\n{body}\n")
    assert told and told[0][0] == line and says in told[0][1], told


def test_a_mistake_is_told_on_its_own_line(page: Page) -> None:
    body = "A [way](../index.md).\n\n- one\n- <u>two</u>\n\n> [way](nope.md) and\n> [on](nope.md)\n\n| a |\n|--|\n| *x*{: .y } |\n\n![a](no.png)\n\n<b>\n"
    assert sorted(line for line, _ in page(body)) == [4, 6, 7, 11, 13, 15]
    # Markdown takes the block before it takes the code.
    assert page("Words.\n\n`\n<script>x</script>\n`\n")[0][0] == 4


def test_the_check_reads_a_page_with_the_settings_of_the_engines() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    # MkDocs has the first without being told, Zensical must be.
    assert {"toc", "tables", "fenced_code"} <= set(extensions()) == set(config.markdown_extensions)
    assert {name: options for name, options in extensions().items() if options} == config.mdx_configs


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


# Each of these once took ten seconds or more.
SLOW = """
from pathlib import Path
import resource
from publish.check.clinic.svg import judge_drawing
from publish.check.clinic.pages import judge_page
from tests.unit.test_files import HEAD, SVG
resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
for value in ("a" * 58_000, "url(" + " " * 58_000 + "#a)", "fill:url(#a);" * 4000):
    judge_drawing(SVG.format(f"<g style='{value}'/>"))
    judge_drawing(SVG.format(f"<style>{value}</style>"))
path = Path("docs/clinic/rooms.md").absolute()
for body in ("a\\n=\\n" * 14_000, "- \\n" * 19_000, "# a\\n" * 14_000):
    path.write_text(HEAD + body)
    assert list(judge_page(path.parents[2], path))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is the system's")
def test_a_file_of_the_clinic_is_judged_within_a_limit(tmp_path: Path) -> None:
    root = make_small(tmp_path / "project")
    done = subprocess.run(
        [sys.executable, "-c", SLOW], cwd=root, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


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


def test_our_own_brand_passes() -> None:
    assert [*judge_folders(ROOT), *judge_own(ROOT)] == []


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("docs/clinic/x.html", b"<script>", "allowed here: files that end in"), ("docs/clinic/x.js", b"x", "allowed here"), ("docs/clinic/.nav.yml", b"nav: []", "allowed here"),
        ("docs/clinic/x.md.html", b"x", "allowed here"), ("docs/clinic/x.xhtml", b"x", "allowed here"), ("docs/assets/brand/x.css", b"x", "allowed here"), ("docs/assets/brand/x.md", b"x", "allowed here"),
        ("docs/assets/brand/x.pdf", b"%PDF-1", "allowed here"), ("docs/clinic/Thumbs.db", b"x", "allowed here"), ("docs/clinic/a/b/x.svgz", b"x", "allowed here"),
        ("docs/clinic/x.png", b"<svg>", "this is no PNG file"), ("docs/clinic/x.jpg", b"GIF89a", "this is no JPG file"), ("docs/clinic/x.pdf", b"<html>", "this is no PDF file"),
        ("docs/clinic/x.svg", SVG.format("<script/>").encode(), "found <script>"), ("docs/clinic/x.png", PNG + b"x" * MOST_PICTURE, "save it smaller"),
        ("docs/assets/brand/logo.svg", b"x" * (MOST_DRAWING + 1), "larger than"), ("docs/assets/brand/logo.svg", "<svg/>".encode("utf-16"), "saved in UTF-16"),
        ("docs/assets/brand/favicon.svg", b"<svg/>", "allowed: parts of"), ("docs/assets/brand/share.png", PNG[:16] + struct.pack(">II", 10, 10), "found 10 x 10 pixels"),
        ("docs/assets/brand/share.png", PNG[:16] + struct.pack(">II", 90000, 90000), "found 90000 x 90000"), ("docs/assets/brand/share.png", PNG[:12], "the file ends"),
        ("docs/clinic/-x.png", PNG, "a name that an address"), ('docs/clinic/x"y.png', PNG, "a name that an address"), ("docs/clinic/x%2f.png", PNG, "a name that an address"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_safe_to_publish_is_told(tmp_path: Path, name: str, raw: bytes, says: str) -> None:
    root = make_small(tmp_path / "project")
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(raw)
    assert [line for line in told_mistakes(root)[0] if line.startswith((f"{name}:1: -: ", f"{name}:2: -: "))][:1] != []
    assert any(says in line for line in told_mistakes(root)[0])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("docs/promo.html", "allowed here: files that end in .md; pages and papers"), ("docs/promo.htm", "allowed here"), ("docs/x.svg", "allowed here"), ("docs/sitemap.xml", "allowed here"),
        ("docs/prices.pdf", "allowed here"), ("docs/lasers/x.png", "allowed here"), ("docs/CNAME", "allowed here"), ("docs/assets/x.md", "files that end in .css, .js, .txt, .yml"),
        ("docs/assets/js/x.html", "allowed here"), ("docs/assets/logo.svg", "allowed here"), ("docs/Clinic/x.md", "allowed: files of the clinic in docs/clinic/"),
        ("docs/CLINIC/a/x.png", "in docs/clinic/"), ("docs/ｃlinic/x.md", "in docs/clinic/"), ("docs/clinic.md", "in docs/clinic/"), ("docs/Clinic.MD", "in docs/clinic/"), ("docs/CLINIC.html", "in docs/clinic/"),
        ("docs/assets/Brand/logo.svg", "allowed: files of the clinic in docs/assets/brand/"), ("docs/lasers/.nav.yml", "behind a dot"), ("docs/.old/x.md", "found '.old'"),
        ("docs/clinic/.old/hidden.md", "found '.old': no page is made of what lies behind a dot"), ("docs/clinic/.x.md", "behind a dot"), ("docs/clinic/a b%/x.md", "found 'a b%', a name that"),
    ],
)  # fmt: skip
def test_nothing_lies_where_no_check_reads_or_no_page_is_made(tmp_path: Path, name: str, says: str) -> None:
    root = make_small(tmp_path / "project")
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes((root / "docs/clinic/rooms.md").read_bytes())
    if not any(path.relative_to(root).as_posix() == name for path in (root / "docs").rglob("*")):
        pytest.skip("to this disk, capitals and small letters are the same name")
    told = [line for line in told_mistakes(root)[0] if line.startswith(f"{name}:1: -: ")]
    assert any(says in line for line in told), told


@pytest.mark.parametrize(
    "names",
    [
        ("docs/clinic/rooms.md", "docs/clinic/rooms/index.md"), ("docs/clinic/a/README.md", "docs/clinic/a/index.md"), ("docs/clinic/rooms.md", "docs/clinic/rooms/README.md"),
        ("docs/clinic/rooms.md", "docs/clinic/Rooms.md"), ("docs/README.md", "docs/index.md"),
    ],
)  # fmt: skip
def test_two_pages_for_one_address_are_told(tmp_path: Path, names: tuple[str, str]) -> None:
    root = make_small(tmp_path / "project")
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes((root / "docs/clinic/rooms.md").read_bytes())
    if (root / names[0]).samefile(root / names[1]):
        pytest.skip("to this disk, capitals and small letters are the same name")
    told = [str(problem) for problem in judge_folders(root)]
    for name, other in (names, names[::-1]):
        text = f"would stand at the same address as {other}, and one would be lost: rename one of them"
        assert f"{name}:1: -: {text}" in told


@pytest.mark.parametrize("name", ["logo.svg", "favicon.svg", "share.png"])
def test_a_missing_part_of_the_brand_is_told(tmp_path: Path, name: str) -> None:
    root = make_small(tmp_path / "project")
    (root / "docs/assets/brand" / name).unlink()
    assert told_mistakes(root)[0] == [f"docs/assets/brand/{name}:1: -: the file is missing"]


def test_pictures_papers_and_what_computers_leave_pass(tmp_path: Path) -> None:
    root = make_small(tmp_path / "project")
    kinds = {
        "our rooms.png": PNG,
        "Tür 2.jpg": b"\xff\xd8\xff",
        "x.webp": b"RIFF1234WEBP",
        "prices.pdf": b"%PDF-1.7",
        ".gitkeep": b"",
        ".DS_Store": b"\0\1",
    }
    for name, raw in kinds.items():
        (root / "docs/clinic" / name).write_bytes(raw)
    assert told_mistakes(root) == ([], [])


@pytest.mark.parametrize(
    ("gone", "name", "says"),
    [
        ("logo.svg", "docs/assets/brand/logo.png", "logo.svg:1: -: the file is missing: found 'logo.png'"),
        (None, "docs/clinic/IMG 1.JPG", "its ending in small letters: 'IMG 1.jpg'"),
    ],
)
def test_a_file_that_only_lacks_its_right_name_is_told_the_name(
    tmp_path: Path, gone: str | None, name: str, says: str
) -> None:
    root = make_small(tmp_path / "project")
    if gone:
        (root / "docs/assets/brand" / gone).unlink()
    (root / name).write_bytes(PNG)
    assert any(says in line for line in told_mistakes(root)[0])


def test_a_page_that_may_not_be_there_is_refused_and_never_run(tmp_path: Path) -> None:
    root = make_small(tmp_path / "project")
    (root / "docs/Clinic").mkdir()
    (root / "docs/Clinic/page.md").write_text("{{ 1 / 0 }}", encoding="utf-8")
    failing, _ = told_mistakes(root)
    assert failing and all("docs/Clinic" in line and "division" not in line for line in failing), failing


RICH = """
!!! note "Bring"
    Your card.

??? question "Does it hurt?"
    Ask us.

> [!WARNING]
> Come on time.

Term
:   meaning

A word[^1], ~~gone~~, ==marked==, H<sub>2</sub>O, `<script>x</script>`, https://x.example/ and a@b.example

[^1]: The note.

- [x] done

HTML and {{ 7*7 }}

*[HTML]: words
"""


def test_what_passes_is_made_alike_by_both_engines_and_nothing_in_it_acts(tmp_path: Path) -> None:
    root = make_whole(tmp_path / "project")
    (root / "docs/clinic/rooms.md").write_text(HEAD + RICH, encoding="utf-8")
    assert told_mistakes(root)[0] == []
    made = []
    for engine in ENGINES:
        site = build(root, engine=engine, out=tmp_path / engine)
        page = LexborHTMLParser((site / "clinic/rooms/index.html").read_text(encoding="utf-8")).css_first("article")
        assert page.css("div.admonition.note, details.question, dd, abbr, sup a, del, mark, input[disabled]")
        assert not page.css("script, style, form, iframe, meta, [style]") and "{{ 7*7 }}" in page.text()
        made.append([(node.tag, node.text(deep=False).strip()) for node in page.css("*")])
    assert made[0] == made[1] and len(made[0]) > 30

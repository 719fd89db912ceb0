"""What a clinic writes on its own pages: words, links and pictures pass; whatever runs, leaves or hides is told with its line."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from publish.build.engine import ENGINES
from publish.check.clinic.pages import FRAME_IDS, judge_page
from publish.check.clinic.tree import ANY_TAG, MOST_TOGETHER, extensions
from tests.conftest import told_mistakes
from tests.projects import ROOT, SHIPPED
from tests.unit.own_files import HEAD, PNG
from tests.unit.small import make_small, put

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
        return [(line - HEAD.count("\n"), text) for line, text in judge_page(root, path, "GB")]

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
        "*<b>x</b>*", "[<b>x</b>](../index.md)", "## x {: data-toc-label='<script>x</script>' }", "<details><summary>x</summary>\n\ny\n\n</details>", "/// html | script\nx\n///", "- /// html | form\n  x\n  ///", "> /// html | div[onclick=x]\n> x\n> ///",
        '<p lang="ar" dir="rtl">x</p>',
    ],
)  # fmt: skip
def test_a_page_holds_nothing_that_acts(page: Page, body: str) -> None:
    found = page(f"Words.\n\n{body}\n")
    assert found and found[0][0] in (3, -1), found


@pytest.mark.parametrize(
    "body",
    [
        "Words *em* **strong** `<script>` &lt;script&gt; a < b", "[x](https://x.example/a?b=c#d)", "[x](../index.md) [y](../index.md#a-page)", "[x](#rooms)",
        "[x](mailto:a@b.example) [y](tel:+441632960123)", "![The door](door.png){: width=100 }", "<https://x.example/>", "<a@b.example>",
        "H<sub>2</sub>O, cm<sup>2</sup>, <kbd>Tab</kbd> a<br>b<br/>c<BR />d", "`<!-- a remark -->`", "| a | b |\n|:-:|--|\n| 1 | 2 |", "```\n<script>\n```", "> q", "1. a\n2. b",
        '{{ 7*7 }} {% include "x" %}', '--8<-- "/etc/passwd"', "مرحبا، 👩\u200d⚕️", "## Heading { #id }", "![x](../assets/brand/logo.svg)",
        "```html\na\n```", "[TOC]\n\n## A\n\n## B", "مرحبا\n{: lang=ar dir=rtl }", "x\n{: dir=ltr }", "Việt Nam, naïve, μm, 3 µm, β-blocker, Привет, שָׁלוֹם", "[x](https://müller.example/) [y](https://клиника.example/)", "می\u200cخواهم 🏴\u200d☠️", "`&#8238;`", "## Summary",
        '!!! note "Title"\n    ![x](door.png)', '!!! note "Title"\n    Title', '!!! note ""\n    Words.', '=== "a"\n    ![x](door.png)',
        '!!! note "Title"\n    Words.', "!!! warning\n    Words.", "??? question\n    Words.", "???+ tip\n    Words.", "> [!NOTE]\n> Words.", "> [!CAUTION]-\n> Words.", "Term\n:   meaning",
        "A word[^1]\n\n[^1]: The note.", "- [ ] to do\n- [x] done", "~~gone~~ ==marked==", "https://x.example/ and a@b.example", "HTML\n\n*[HTML]: words",
        "What you need:\n- your card\n- time", "So:\n1. come\n2. wait", '=== "Monday"\n\n    9 to 5\n\n=== "Tuesday"\n\n    10 to 6', "/// tab | Monday\n9 to 5\n///", "Call :material-phone: us :smile: :+1: at 9:30:15, 1:100:5", "[Call :material-phone:](tel:+441632960123)",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n/// caption\nHours\n///", "![x](door.png)\n\n/// caption\nOur door\n///", "/// details | Why?\nSo.\n///", "/// note | Bring\nA card.\n///", "/// define\nTerm\n\n- meaning\n///", "[Book](https://x.example/){ .md-button } [x](../index.md){ .md-button .md-button--primary }",
        r"\*\*not strong\*\* \[ \] \[^1\] \:smilee: 2\*\*3 \$\$5 \{.x\} \{{ x }}", r"\=== Monday", r"\!!!", "| | Monday |\n|---|---|\n| open | 9 |", "| | |\n|---|---|\n| 1 | 2 |",
        "[www.x.example](https://x.example/a) [X.example/](http://www.x.example) [desk@x.example](mailto:desk@x.example?subject=a) [(01632) 960 123](tel:+44-1632-960123) [+44 (0)1632 960\u2013123](tel:+441632960123;ext=12) [999](tel:999) [Call from 9 to 17](tel:112) [3.5 days](https://x.example/)",
        "`:material-fone:`, `!!! note`, `{{ x }}` and `[^1]`", "```md\n=== Monday\n!!!\n:smilee: [^1] {{ x }}\n```", "[![The door](door.png)](../index.md)",
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
        ("x\n{: class='search-panel' }", "found class='search-panel'"), ("x\n{: class='' }", "found class=''"), ("``` { .html .skip }\na\n```", "found class='language-html skip'"),
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
    ("address", "says"),
    [
        ("https://[", "an address such as"), ("https://[your-address]", "an address such as"), ("https:x.example", "an address with a host"), ("https:///x", "an address with a host"), ("https://x:port/", "an address such as"), ("https://x.example:0/", "an address with a host"), ("https://x.example:99999/", "an address such as"),
        ("https://www.nhs.uk@evil.example/", "without a name and @"), ("https://nhs.uk:pw@evil.example/", "without a name and @"), ("https://www.nhs.uk%40evil.example/", "with a host of letters"), ("https://www.nhs.uk%2eevil.example/", "with a host of letters"), ("https://www.nhs.uk\uff0eevil.example/", "with a host of letters"),
        ("https://nhs.uk\u2044evil.example/", "with a host of letters"), ("https://a..b/", "with a host of letters"), ("https://-a.example/", "with a host of letters"), ("https://[::1]/", "with a host of letters"), ("https://x/", "that has a name"), ("https://1.2.3.4/", "that has a name"), ("https://0x7f.1/", "that has a name"), ("https://2130706433/", "that has a name"),
        ("https://www.gm\u0441-uk.org/", "type 'gmc-uk' anew"), ("https://\uff47\uff4d\uff43.example/", "type 'gmc' anew"), ("https://\u0430\u0440\u0440\u04cf\u0435.example/", "what they look like"), ("https://xn--80ak6aa92e.example/", "what they look like"), ("https://xn--a.example/", "that there can be"), ("https://\u0644a.example/", "that there can be"),
        ("mailto:a@gm\u0441-uk.org", "type 'gmc-uk' anew"), ("mailto:x", "one address"), ("mailto:", "one address"), ("mailto:a@b.example,c@b.example", "one address"), ("mailto:a@b.example?bcc=c@evil.example", "a subject and a body"), ("tel:", "a number such as"), ("tel:abc", "a number such as"), ("tel:1", "a number such as"),
    ],
)  # fmt: skip
def test_a_link_names_the_place_to_which_it_leads(page: Page, address: str, says: str) -> None:
    told = page(f"Words.\n\n[Map]({address})\n")
    assert [line for line, text in told if says in text] == [3], told


@pytest.mark.parametrize(
    "link",
    [
        "[https://www.nhs.uk/](https://evil.example/)", "[nhs.uk](https://nhs.uk.evil.example/)", "[desk@x.example](mailto:desk@evil.example)", "[01632 960123](tel:+441632960124)", "[01632 96012](tel:+441632960123)", "[Call +44 (0)1632 960 123 now](tel:+441632960132)",
    ],
)  # fmt: skip
def test_a_link_leads_where_its_words_say(page: Page, link: str) -> None:
    told = page(f"Words.\n\n{link}\n")
    assert told and told[0][0] == 3 and "its words say" in told[0][1], told


@pytest.mark.parametrize("lines", [["a", "="], ["- "], ["# a"]])
def test_a_block_in_which_markdown_would_go_round_and_round_is_told(page: Page, lines: list[str]) -> None:
    body = "\n".join(["Words.", "", *lines * (MOST_TOGETHER + 1), "", "End."])
    found = f"found {len(lines) * (MOST_TOGETHER + 1):,} lines without an empty one between them"
    assert page(body) == [(3, f"{found}, allowed: 500: put empty lines in")]
    assert page("\n".join(lines * (MOST_TOGETHER // len(lines)))) == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[" * 3000, "split the page"), ("<a " * 3000, "split the page"), ("1. " * 9000, "too deeply"), ("> " * 9000, ""), ("- " * 9000, ""), ("![" * 2500, "split the page"),
        ("[" * 1990 + "a" * 56_000, "split the page"), ("[TOC]\n\n# a\n\n[TOC]", "more than once"), ("`<![CD`\n\nx", "found '<![', at which MkDocs ends"), ("[TOC]\n\n" * 1900 + "## a\n\n" * 7000, "more than once"), ("[^1] " * 5000 + "\n\n[^1]: a", "5,001 times, allowed: 200"),
        ("|a" * 200 + "|\n" + "|-" * 200 + "|\n" + "|\n" * 490, "a table of 98,892 cells"), ("*[a]: " + "x" * 1000 + "\n\n" + "a " * 20_000, "a page of 20,"), ("[1]: https://x.example/" + "a" * 2000 + "\n\n" + "[a][1] " * 6000, "a page of 12,"),
    ],
)  # fmt: skip
def test_a_page_that_markdown_would_never_finish_is_told(page: Page, body: str, says: str) -> None:
    begun, found = time.process_time(), page(body)
    assert time.process_time() - begun < 10
    assert bool(found) == bool(says) and (not says or says in found[0][1]), found
    # Below the keys at the head of the page.
    assert all(line > 1 - HEAD.rpartition("---")[2].count("\n") for line, _ in found), found


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("Call :material-phon: us", 3, "found ':material-phon:': there is no such icon and no such emoji (nearest: :material-phone:)"), ("a :smilee:", 3, "found ':smilee:'"), ("=== Monday\n\n    9 to 5", 3, "a tab begins with ==="),
        ('!!! note "Bring"\nA card.', 3, "found the name 'Bring' with no words below it: they stand on the next lines, each four spaces further in"), ("??? note\n\nA card.", 3, "the name 'Note'"), ('=== "Monday"\n9 to 5', 3, "the name 'Monday'"), ("> [!TIP]\n\nA card.", 3, "the name 'Tip'"), ("/// note | Bring\n///", 3, "the name 'Bring'"),
        ("/// html | div\nx\n///", 3, "of blocks only caption"), ("/// note\n    attrs: {class: overdue}\nx\n///", 4, "found class='admonition note overdue'"), ("/// caption\n    attrs: {onclick: x}\nx\n///", 4, "found onclick= in <figure>"),
        (":::note\nx\n:::", 3, "write !!! note"), ("!!!\n    x", 3, "a box begins"), ("Words { .md-button }", 3, "found '{ .md-button }': it stands behind nothing"), ("[x](../index.md){ .md-button .x }", 3, "found class='md-button x'"),
        ("a[^1] b", 3, "there is no such note"), ("[Map][1]", 3, "there is no such address"), ("[Map](https://x.example/", 3, "write [words](page.md), and %20"), ("[a](doo   ![b](door.png)", 3, "found '[a](doo"), ("![a](doo   ![b](door.png)", 3, "found '![a](doo"), ("![**a**](door.png)", 3, "is not closed"), ("**never", 3, "is not closed"), ("```\na", 3, "close this code"),
        ("``` py title='x'\na\n```", 3, "behind ``` stands a language alone"), ("++ctrl+c++", 3, "write a key as <kbd>"), ("^^a^^", 3, "write **words**"), ("a {--b--}", 3, "only the words that hold"), ("$$a$$", 3, "no formulas"), ("[ ] to do", 3, "stands in a list"), ("-[ ] to do", 3, "has a space behind the -"), ("| a | b |\n| 1 | 2 |", 3, "a line such as | --- | --- |"), ("•\tone\n•\ttwo", 3, "a list is written with -"),
        ("| a | b |\n|---|", 4, "a table has as many cells"), ("[:material-phone:](tel:+441632960123)", 3, "a link without words"), ("[x](tel:+44163296012)", 3, "a link to 'tel:+44163296012': it is of a form that no number of its country has: is a digit missing?"), ("[x](tel:01632960123)", 3, "write tel:+441632960123, which is dialled right"), ("[![](door.png)](../index.md)", 3, "a link without words"), ("x\n{: data-tabs=1:2 }", 4, "found data-tabs= in <p>"),
        ("*x*{hidden}", 3, "found hidden= in <em>"), ("*x*{display:none}", 3, "found display:none= in <em>"), ("!!! overdue\n    x", 3, "found class='admonition overdue'"), ("??? finding\n    x", 3, "found class='finding'"), ("!!! hinweis\n    x", 3, "the kinds of boxes are note abstract "), ("!!! note Achtung\n    x", 3, 'a title of your own stands in quotes: !!! note "Achtung"'), ("[x](www.doctors.test/book)", 3, "write https:// before it: https://www.doctors.test/book"), ("[x](mailto:desk@clinic)", 3, "allowed: an address whose end is a name on the web"), ("ftp://x.example/", 3, "a link to 'ftp:"),
        ("[x](#nope)", 3, "this page has no such part"), ("120 e" + "\u0333" * 160, 3, "found more than three signs U+0333"), ("p\u0430inless", 3, "letters of other alphabets that look like 'painless'"),
        ("e\u0333\u200d\u0333\u0333\u0333", 3, "found more than three signs U+0333"), ("e&#x333;&#x333;&#x333;&#x333;", 3, "found more than three signs U+0333"), ("a \\*\\*b\\*\\* **c", 3, "found '**c': this ** is not closed"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_told_with_what_to_write_instead(page: Page, body: str, line: int, says: str) -> None:
    told = page(f"Words.\n\n{body}\n")
    assert told and told[0][0] == line and says in told[0][1], told


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("[x](../index.md#nope)", "that page has no such part (nearest: "), ("[x](more.md#tpo)", "that page has no such part (nearest: top)"), ("[x](../index.md#t%6fp)", "no such part"), ("[x](#r%6foms)", "no such part"), ("[^1]: a note", "no place names this note: write [^1]"),
        ("[x](more.md#zzzz)", "that page has no such part (one of: rooms, top)"),
        ("[x](../index.md#top) [y](more.md#top) [z](../index.md?a#top) [w](more.md#)", ""),
    ],
)  # fmt: skip
def test_a_link_to_a_part_of_a_page_finds_it(root: Path, link: str, says: str) -> None:
    paths = [root / "docs/clinic/rooms.md", root / "docs/clinic/more.md"]
    put(paths[0], f"{HEAD}Words.\n\n{link}\n".encode())
    put(paths[1], f'{HEAD}## Top\n\nWords.[^1]\n\n=== "Monday"\n\n    9 to 5\n\n[^1]: A note.\n'.encode())
    told, _ = told_mistakes(root)
    paths[1].unlink()
    put(paths[0], HEAD.encode())
    assert len(told) == bool(says) and says in "".join(told), told
    assert all(line.startswith(f"docs/clinic/rooms.md:{HEAD.count(chr(10)) + 3}: ") for line in told)


def test_a_mistake_is_told_on_its_own_line(page: Page) -> None:
    body = "A [way](../index.md).\n\n- one\n- <u>two</u>\n\n> [way](nope.md) and\n> [on](nope.md)\n\n| a |\n|--|\n| *x*{: .y } |\n\n![a](no.png)\n\n<b>\n"
    assert sorted(line for line, _ in page(body)) == [4, 6, 7, 11, 13, 15]
    # Markdown takes the block before it takes the code.
    assert page("Words.\n\n`\n<script>x</script>\n`\n")[0][0] == 4


def test_each_piece_of_html_is_told_on_its_own_line_and_as_it_is_typed(page: Page) -> None:
    # Markdown hands on whole blocks first, then what stands between words.
    body = "- <div>a</div>\n\n<p><b>b</b>\n</p>\n\n<div>\nc\n</div>\n\nWords <b>d</b>\n\n<p>\ne\\f</p>\n"
    told = [(line, text.partition(", which is HTML")[0]) for line, text in page(body) if "which is HTML" in text]
    assert sorted(told) == [
        (1, "found '<div>'"), (3, r"found '<p><b>b</b>\n</p>'"), (6, r"found '<div>\nc\n</div>'"), (10, "found '<b>'"), (12, r"found '<p>\ne\f</p>'"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        ("![](door.png)", "a picture at 'door.png' without words"), ("![ ](door.png)", "without words"), ("![door](door.png)", "the words 'door', which tell nothing"), ("![DOOR.png](door.png)", "which tell nothing"),
        ("![IMG_2034](door.png)", "the words 'IMG_2034'"), ("![image](door.png)", "the words 'image'"), ("![Bild 3](door.png)", "the words 'Bild 3'"), ("![Our door](door.png)", ""), ("![Image of the door](door.png)", ""),
    ],
)  # fmt: skip
def test_a_picture_has_words_for_who_can_not_see_it(page: Page, picture: str, says: str) -> None:
    told = page(f"Words.\n\n{picture}\n")
    assert [line for line, _ in told] == [3] * bool(says) and says in "".join(text for _, text in told)
    assert not says or "say what is seen and what it is for, as in ![" in told[0][1]


def test_the_check_reads_a_page_with_the_settings_of_the_engines() -> None:
    config = load_config(str(SHIPPED / "mkdocs.yml"))
    # MkDocs has the first without being told, Zensical must be.
    assert {"toc", "tables", "fenced_code"} <= set(extensions()) == set(config.markdown_extensions) - {ANY_TAG}
    assert {name: options for name, options in extensions().items() if options} == config.mdx_configs


EXAMPLES = (ROOT / "examples/page.md").read_text(encoding="utf-8")


def test_each_example_shows_what_it_makes() -> None:
    shown = re.findall(r"^````md\n(.*?)\n````\n\n(.*?)(?=\n\n````md|\n## |\Z)", EXAMPLES, re.MULTILINE | re.DOTALL)
    assert len(shown) == EXAMPLES.count("````md") >= 12
    assert [typed for typed, below in shown if not below.startswith(typed)] == []


def test_the_examples_are_made_alike_by_both_engines_and_nothing_in_them_acts(example_page: Path) -> None:
    assert told_mistakes(example_page / "project") == ([], [])
    made = []
    for engine in ENGINES:
        page = LexborHTMLParser(
            (example_page / engine / "clinic/page/index.html").read_text(encoding="utf-8")
        ).css_first("article.own")
        for form in FORMS:
            assert page.css(form), (engine, form)
        assert not page.css("script, style, form, iframe, meta, [style], img[src*='//']")
        said = " ".join(node.text() for node in page.css("p, li, dd, td, label") if not node.css("code"))
        assert not re.search(
            r"[=~]{2}|!!!|\?\?\?|===|///|\[\^|\[[ x]\]|\{|\*\*|:[a-z-]+:|^[-|] ", said, re.MULTILINE
        ), said
        made.append(page.html)
    assert made[0] == made[1]


# One of each that a page can hold, as it is made.
FORMS = (
    "ul ul", "p + ol", "li.task-list-item > label > input[checked]", "div.admonition.note", "div.admonition.warning", "details.question > summary", "figure > .scroll > table td[align=right]", "figure img[width] , figcaption",
    ".tabbed-set > input[checked] + label + .tabbed-content", ".tabbed-content ul", 'a[href="tel:+441632960123"]', 'a[href="mailto:desk@example.org"]', 'p > a[href="https://www.example.org/"]', "a.md-button.md-button--primary", "a.md-button",
    ".twemoji > svg > path", "dl > dt", "dd", "sup > a.footnote-ref", ".footnote li", "abbr[title]", "del", "mark", "sub", "kbd", "br", "blockquote", "pre.highlight > code.language-text", "p[dir=rtl][lang=ar]", 'a[href$="when-to-call/"]',
)  # fmt: skip


@pytest.mark.parametrize(
    ("head", "body", "lines"),
    [
        ("lang: de\n", '!!! note\n    a\n\n??? warning\n    b\n\n!!! note "Bitte"\n    c\n', [1, 4]), ('lang: "pt-BR"\n', "> [!TIP]\n> a\n", [1]),
        ("lang: en\n", "!!! note\n    a\n", []), ("lang: en-GB\n", "!!! note\n    a\n", []), ("", "!!! note\n    a\n", []),
    ],
)  # fmt: skip
def test_a_box_without_a_name_is_told_on_a_page_in_another_language(
    root: Path, head: str, body: str, lines: list[int]
) -> None:
    path = root / "docs/clinic/sprache.md"
    put(path, (HEAD.replace("title:", f"{head}title:") + body).encode("utf-8"))
    above, told = HEAD.count("\n") + head.count("\n"), [line for line in told_mistakes(root)[1] if "sprache.md" in line]
    path.unlink()
    assert [int(line.split(":")[1]) - above for line in told] == lines
    assert all("write one of its own behind it, as in !!! " in line for line in told)


def test_what_runs_elsewhere_is_told_and_printed_as_it_stands(root: Path) -> None:
    path = root / "docs/clinic/includes.md"
    body = 'a\n\n--8<-- "x.md"\n\n{% include "x" %}\n\nb {{ c }} `{{ d }}`\n\n{! x.md !}\n\n&nbps; &nbsp; `&nope;`\n'
    put(path, (HEAD + body).encode("utf-8"))
    above, told = HEAD.count("\n"), [line for line in told_mistakes(root)[1] if "includes.md" in line]
    path.unlink()
    assert [int(line.split(":")[1]) - above for line in told] == [3, 5, 7, 9, 11]
    assert "write its words here" in told[0] and "nothing runs on a page of yours" in told[1]

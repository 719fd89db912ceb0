"""Pages as nobody writes them: pieces of each form of Markdown, raw HTML, attacks and odd names, put together by chance."""

from __future__ import annotations

import random
from pathlib import Path

import yaml

from macros.load.problems import MOST_PRINTED, brief
from tests.conftest import told_mistakes
from tests.unit.own_files import PNG
from tests.unit.small import files, make_whole

# What a web person types: each form that a clinic's page can have.
TYPED = [
    "Words and more words.", "*em* **strong** ***both*** ~~gone~~ ==marked== `code`", "# A heading", "## Another { #part }", "### Third\n", "Head\n----", "- a\n- b\n  - c", "1. a\n2. b\n   - c", "- [ ] to do\n- [x] done",
    "What you need:\n- your card\n- time", "Term\n:   meaning\n:   another", "A word[^n]\n\n[^n]: The note.", "> quoted\n> *more*", "> [!NOTE]\n> Words.", "> [!WARNING]- Title\n> Words.", '!!! note "Title"\n    Words.\n\n    - a', "!!! tip", "??? question\n    Words.", '???+ info "x"\n    > y',
    '=== "Monday"\n\n    9 to 5\n\n=== "Tuesday"\n\n    10 to 6', "/// tab | Monday\n9 to 5\n///", "/// details | Why?\nSo.\n///", "/// note | Bring\nA card.\n///", "/// define\nTerm\n\n- meaning\n///", "/// caption\nWords\n///", "| a | b |\n|:--|--:|\n| 1 | 2 |", "| | b |\n|---|---|\n| 1 | |",
    "```\ncode <b>\n```", "~~~ html\n<script>hit=1</script>\n~~~", "    indented", "[x](../index.md)", '[x](../index.md#top "title")', "![x](door.png)", "![x](door.png){: width=100 }", "[![x](door.png)](../index.md)", "<https://x.example/>", "https://x.example/a?b=c&d", "a@b.example", "[Call](tel:+441632960123)",
    "[Book](https://x.example/){ .md-button }", ":material-phone: :smile: :+1:", "H<sub>2</sub>O cm<sup>2</sup> <kbd>Tab</kbd> a<br>b", "HTML\n\n*[HTML]: words", "[TOC]", "---", "* * *", "مرحبا\n{: lang=ar dir=rtl }", "&nbsp;&copy;&#65;", "{{ 7*7 }} {% x %} {# y #}", '--8<-- "mkdocs.yml"', "a  \nb", "\\*\\*a\\*\\*", "[r]\n\n[r]: ../index.md 'title'",
]  # fmt: skip
# What acts, if anything lets it through.
ATTACKS = [
    "<script>hit=1</script>", "<img src=x onerror=hit=1>", "<svg onload=hit=1>", "<iframe src='https://evil.test'></iframe>", '<meta http-equiv="refresh" content="0;url=https://evil.test/">', "<base href='https://evil.test/'>", "<style>*{display:none}</style>", "<form action='https://evil.test'><button>x</button></form>", "</article>", "</main>", "</div>", "<article>",
    "<s>", "<a href='https://evil.test'>", "<table><tr><td>", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "?>", "<x-y onfocus=hit=1 autofocus tabindex=1>", "<details open ontoggle=hit=1>", "[x](javascript:hit=1)", "![x](https://evil.test/x.png)", "[x](data:text/html,<script>hit=1</script>)", "<javascript:hit=1>", "x{: onclick=hit=1 }", "# x {: style=position:fixed }",
    "## x { onmouseover=hit=1 }", "*x*{: .overdue }", "/// html | script\nhit=1\n///", "/// note\n    attrs: {onclick: hit=1}\nx\n///", "&lt;script&gt;hit=1&lt;/script&gt;", "&#60;script>hit=1</script>", "<scr<script>ipt>hit=1</scr</script>ipt>", "`<script>`hit=1`</script>`", "[x]: javascript:hit=1\n[x]", "<link rel=stylesheet href=https://evil.test/x.css>", "<object data=x></object>", "<template>", "<plaintext>", "<textarea>", "<noscript>",
    "\u202e", "pain\u00adless", "e" + "\u0333" * 9, "\x02klzzwxh:0000\x03", "<p style='background:url(https://evil.test)'>x</p>", "![x](door.png \"a' onerror='hit=1\")", '[x](../index.md "\\" onmouseover=\\"hit=1")', "*[a]: <img src=x onerror=hit=1>", "[^a]: <script>hit=1</script>\n\n[^a]", '!!! note "<script>hit=1</script>"\n    x', '=== "<img src=x onerror=hit=1>"\n\n    x', "::: x\n", "``` { .x onclick=hit=1 }\na\n```", "<kbd onclick=hit=1>x</kbd>", "<sub><sup></sub></sup>",
]  # fmt: skip
BEFORE = (
    "", "", "", "", "", "> ", "- ", "1. ", "    ", "  ", "## ", "| ", ":   ", "*", "[", "!!! note\n    ",
    "- [ ] ", "\n", "/// note\n",
)  # fmt: skip
BETWEEN = ("\n\n", "\n\n", "\n\n", "\n", " ", "")
# Names as computers have them; which of them are told and which are taken is the check's to say.
NAMES = (
    "plain", "opening hours", "öffnungszeiten", "o\u0308ffnung", "a+b", "a, b (2026)", "a&b", "a%20b", "a#b", "a?b", "a'b", 'a"b', "<b>", "A", "-a", ".a", "a.b", "a..b", "{{ 7*7 }}", "[a](b)", "ａ", "index", "README", "a\u202eb", "con", "a" * 90, "été", "日本",
)  # fmt: skip


def random_page(number: int) -> tuple[str, str]:
    """The name below docs/clinic/ and the text of a page; of one number always the same."""
    chance = random.Random(number)
    pieces = []
    for _ in range(chance.randint(1, 7)):
        piece = chance.choice(ATTACKS if chance.random() < 0.08 else TYPED)
        before = chance.choice(BEFORE)
        if chance.random() < 0.1:
            piece = piece[: chance.randint(0, len(piece))]
        pieces.append(before + piece.replace("\n", f"\n{before}" if before in ("> ", "    ") else "\n"))
        pieces.append(chance.choice(BETWEEN))
    head = {**files()["docs/clinic/rooms.md"], "title": f"Page {number}", "topics": []}
    name = chance.choice(NAMES) if chance.random() < 0.2 else "page"
    return f"n{number}/{name}.md", f"---\n{yaml.safe_dump(head)}---\n\n# Page {number}\n\n{''.join(pieces)}\n"


def write_random_pages(root: Path, numbers: range) -> list[Path]:
    """Writes the small project and the pages of these numbers; the pages that a system lets us write."""
    make_whole(root)
    (root / "docs/clinic/rooms.md").unlink()
    written = []
    for number in numbers:
        name, text = random_page(number)
        path = root / "docs/clinic" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "door.png").write_bytes(PNG)
        path.write_text(text.replace("../index.md", "../../index.md"), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def remove_refused(root: Path) -> list[str]:
    """Takes away each page that the check names, until it names none; what was told."""
    told: list[str] = []
    while lines := told_mistakes(root)[0]:
        named = {line.partition(":")[0] for line in lines}
        removed = [path for path in (root / "docs/clinic").rglob("*") if is_told(root, path, named)]
        assert removed, lines
        for path in removed:
            path.unlink()
        told += lines
    return told


def is_told(root: Path, path: Path, named: set[str]) -> bool:
    """Whether a file is one of those that lines name, as lines write names."""
    return path.is_file() and brief(path.relative_to(root).as_posix(), MOST_PRINTED).partition(":")[0] in named

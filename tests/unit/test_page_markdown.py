"""What we add to Markdown: lists as GitHub shows them, icons that ask for nothing, tables that scroll, ticks with names."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown

from macros.load.files import front_matter
from macros.render.lists import Lists
from macros.render.page_markdown import PageMarkdown
from publish.check.clinic.tree import extensions
from tests.projects import SHIPPED


def made(text: str) -> str:
    """The HTML of a text, without the line ends between its parts."""
    markdown = Markdown(extensions=[*extensions(), PageMarkdown()], extension_configs=dict(extensions()))
    return markdown.convert(text).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Bring:\n- a\n- b", "<p>Bring:</p><ul><li>a</li><li>b</li></ul>"), ("So:\n1. a\n2. b", "<p>So:</p><ol><li>a</li><li>b</li></ol>"), ("So:\n1) a\n2) b", "<p>So:</p><ol><li>a</li><li>b</li></ol>"),
        ("- a\n  - b\n    - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"), ("- a\n    - b\n        - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
        ("- a\n   - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"), ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"), ("1. a\n    - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("- a\n  1. b\n  2. c", "<ul><li>a<ol><li>b</li><li>c</li></ol></li></ul>"), ("- a\n\n  more\n\n- b", "<ul><li><p>a</p><p>more</p></li><li><p>b</p></li></ul>"), ("- a\n\n    more", "<ul><li><p>a</p><p>more</p></li></ul>"),
        ("- a\nmore\n- b", "<ul><li>amore</li><li>b</li></ul>"), ("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"), ("1. a\n- b", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
        ("It was in\n1998. It was cold.", "<p>It was in1998. It was cold.</p>"), ("3 -\n5 days", "<p>3 -5 days</p>"), ("a\n\n* * *\n\nb", "<p>a</p><hr /><p>b</p>"), ("**a**\n*b*", "<p><strong>a</strong><em>b</em></p>"),
        ("> Bring:\n> - a\n>   - b", "<blockquote><p>Bring:</p><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>"), ("> [!NOTE]\n> Bring:\n> - a", '<div class="admonition note"><p class="admonition-title">Note</p><p>Bring:</p><ul><li>a</li></ul></div>'),
        ('!!! note "x"\n    Bring:\n    - a\n      - b\n    - c\n\nd', '<div class="admonition note"><p class="admonition-title">x</p><p>Bring:</p><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul></div><p>d</p>'),
        ("- a\n\n  !!! tip\n      b\n      c", '<ul><li><p>a</p><div class="admonition tip"><p class="admonition-title">Tip</p><p>bc</p></div></li></ul>'), ("a[^1]\n\n[^1]:\n    - b\n      - c", None),
        ("Words\n```\n- a\n  - b\n```\nmore", '<p>Words</p><pre class="highlight"><code>- a  - b</code></pre><p>more</p>'), ("- a\n  ```\n  b\n    c\n  ```\n- d", '<ul><li><p>a</p><pre class="highlight"><code>b  c</code></pre></li><li><p>d</p></li></ul>'),
        ("```\na\n- b", None), ("- a\n\n      code", '<ul><li>a<pre class="highlight"><code>code</code></pre></li></ul>'), ("    - a\n      - b", '<pre class="highlight"><code>- a  - b</code></pre>'), ("Term\n:   a\n    - b", None),
        ("- [x] a\n- [ ] b\n  - c", '<ul class="task-list"><li class="task-list-item"><label><input type="checkbox" disabled checked/> a</label></li><li class="task-list-item"><label><input type="checkbox" disabled/> b</label><ul><li>c</li></ul></li></ul>'),
        ("- [x] a *b*\n\n- [ ] c", '<ul class="task-list"><li class="task-list-item"><p><label><input type="checkbox" disabled checked/> a <em>b</em></label></p></li><li class="task-list-item"><p><label><input type="checkbox" disabled/> c</label></p></li></ul>'),
        ("| a |\n|---|\n| 1 |", '<div class="scroll"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></div>'),
        ("| | b |\n|---|---|\n| 1 | 2 |", '<div class="scroll"><table><thead><tr><td></td><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>'),
        (r"\:smile: \$ \= \^ \& \<b> \\ \a `\:`", r"<p>:smile: $ = ^ &amp; &lt;b&gt; \ \a <code>\:</code></p>"),
        ("Open 9:30:15, 1:100:5, a:smile:, :nope: :smile: :+1:", "<p>Open 9:30:15, 1:100:5, a:smile:, :nope: 😄 👍</p>"), ("`:smile:` :material-../../base: :material-:", "<p><code>:smile:</code> :material-../../base: :material-:</p>"),
    ],
)  # fmt: skip
def test_a_page_is_read_as_its_writer_sees_it_on_github(text: str, html: str | None) -> None:
    read = made(text)
    if html is not None:
        assert read == html
    # What ends in a page's last line ends there, and no list's sign is printed.
    assert not re.search(r"<(?:p|li|dd)>[^<]*\s- ", read)


@pytest.mark.parametrize("name", ["material-phone", "fontawesome-solid-phone", "octicons-alert-16", "simple-github"])
def test_an_icon_is_drawn_in_the_page(name: str) -> None:
    icon = re.fullmatch(
        r'<p>a <span aria-hidden="true" class="twemoji">(<svg width="1.25em" height="1.25em" .*)</span></p>',
        made(f"a :{name}:"),
    )
    assert icon and icon[1].count("<path") and not re.search(r"(?:href|src|url\()", icon[1])


def test_the_projects_own_pages_are_read_as_they_stand() -> None:
    for path in sorted((SHIPPED / "docs").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        lines = text[len(front_matter(text, shown=path.name)[0]) :].split("\n")
        assert Lists(Markdown()).run(lines) == lines, path


def test_lists_are_moved_in_a_time_that_grows_with_the_page() -> None:
    for line in (
        "> " * 9000,
        "- " * 9000,
        "- a\n" * 9000,
        "  - a\n    - b\n" * 4000,
        "```\n" * 9001,
        "> - a\n" * 9000,
        "1. " * 9000,
    ):
        lines = line.split("\n")
        assert len(Lists(Markdown()).run(lines)) < 3 * len(lines) + 3

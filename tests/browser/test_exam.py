"""Each main page sits an exam: what a reader must know stands open in its first two screens on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.render.sheet import url_of
from tests.browser.conftest import Opener

PAPERS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "exam.yml").read_text(encoding="utf-8"))
PHONE = {"width": 390, "height": 844}
# What is seen in the first two screens: the words below each heading in one line, that of the heading first, and the
# headlines that stand there with a figure.
SEEN = """(two) => {
  const early = (part) => part.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && part.getBoundingClientRect().top + scrollY < two;
  const article = document.querySelector("article");
  const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const box = (part) => (getComputedStyle(part).display.startsWith("inline") ? box(part.parentElement) : part);
  const parts = [""];
  let before = article;
  while (walk.nextNode()) {
    const range = document.createRange();
    range.selectNode(walk.currentNode);
    if (!range.getBoundingClientRect().height || !early(walk.currentNode.parentElement)) continue;
    const now = box(walk.currentNode.parentElement);
    if (now !== before && now.matches("h1, h2, h3")) parts.push("");
    parts.push(`${parts.pop()}${now === before ? "" : " "}${walk.currentNode.textContent}`);
    before = now;
  }
  const cells = [...article.querySelectorAll("[data-cell]")].filter((cell) => early(cell) && cell.querySelector(".value"));
  return [parts.map((part) => part.replace(/\\s+/g, " ").trim()), cells.map((cell) => cell.dataset.cell)];
}"""


def is_answered(question: dict[str, str], parts: list[str], cells: list[str]) -> bool:
    """Whether its words, or its headline, are among what was seen, and its words below its heading where it names one."""
    if "cell" in question:
        return question["cell"] in cells
    below = question.get("below", "")
    return any(part.startswith(below) and question["says"].lower() in part.lower() for part in parts)


@pytest.mark.parametrize("paper", PAPERS, ids=[paper["page"] for paper in PAPERS])
def test_a_page_answers_its_questions_in_two_screens(visit: Opener, paper: dict[str, Any]) -> None:
    page = visit(url_of(paper["page"]).removeprefix("./"))
    page.set_viewport_size(PHONE)
    seen = page.evaluate(SEEN, 2 * PHONE["height"])
    assert [one["ask"] for one in paper["questions"] if not is_answered(one, *seen)] == []
    assert len(paper["questions"]) == 5


def test_twelve_main_pages_sit_the_exam() -> None:
    assert len({paper["page"] for paper in PAPERS}) >= 12


def test_an_answer_is_a_clause_and_no_two_questions_of_a_page_share_one() -> None:
    """A word or two would also stand on a page that says the opposite."""
    for paper in PAPERS:
        said = [one["says"] for one in paper["questions"] if "says" in one]
        assert [words for words in said if len(words.split()) < 3] == [], paper["page"]
        assert len(said) == len(set(said)), paper["page"]

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
# All words that are seen in the first two screens in one line, and the headlines that stand there with a figure.
SEEN = """(two) => {
  const early = (part) => part.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && part.getBoundingClientRect().top + scrollY < two;
  const article = document.querySelector("article");
  const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walk.nextNode()) {
    const range = document.createRange();
    range.selectNode(walk.currentNode);
    if (range.getBoundingClientRect().height && early(walk.currentNode.parentElement)) words.push(walk.currentNode.textContent);
  }
  const cells = [...article.querySelectorAll("[data-cell]")].filter((cell) => early(cell) && cell.querySelector(".value"));
  return [words.join("").replace(/\\s+/g, " "), cells.map((cell) => cell.dataset.cell)];
}"""


@pytest.mark.parametrize("paper", PAPERS, ids=[paper["page"] for paper in PAPERS])
def test_a_page_answers_its_questions_in_two_screens(visit: Opener, paper: dict[str, Any]) -> None:
    page = visit(url_of(paper["page"]).removeprefix("./"))
    page.set_viewport_size(PHONE)
    words, cells = page.evaluate(SEEN, 2 * PHONE["height"])
    wrong = [
        one["ask"]
        for one in paper["questions"]
        if (one["cell"] not in cells if "cell" in one else one["says"].lower() not in words.lower())
    ]
    assert wrong == []
    assert len(paper["questions"]) == 5


def test_twelve_main_pages_sit_the_exam() -> None:
    assert len({paper["page"] for paper in PAPERS}) >= 12

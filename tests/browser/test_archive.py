"""All findings of an option or a side effect: what each filter leaves, without script, by keyboard, in an old browser, and on paper."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.tools import tab_to

PAGES = ["lasers/fractional-co2/findings/", "other/punch/findings/", "effects/expected/findings/"]

# Every choice of a chip of each group together, with what is wrong then.
WALK = """() => {
  const shown = (part) => part.checkVisibility();
  const groups = ["q", "p", "c"].map((name) => [...document.querySelectorAll(`.chip input[name=${name}]`)]);
  const every = groups.filter((group) => group.length).reduce((all, group) => all.flatMap((some) => group.map((one) => [...some, one])), [[]]);
  const fits = (find, chip) => {
    const [name, value] = [chip.name, chip.id.slice(2)];
    if (["all", "anybody", "any"].includes(value)) return true;
    if (name === "q") return find.closest(".finds").dataset.question === value;
    return (name === "p" ? find.dataset.people : find.dataset.certainty) === value;
  };
  const wrong = [];
  let empty = 0;
  for (const chips of every) {
    for (const chip of chips) chip.checked = true;
    const finds = [...document.querySelectorAll(".find")];
    const wanted = finds.filter((find) => chips.every((chip) => fits(find, chip)));
    const headed = new Set(wanted.map((find) => find.closest(".finds")));
    const parts = [...document.querySelectorAll(".finds")].filter((part) => shown(part.querySelector("h2")) !== headed.has(part));
    const off = finds.filter((find) => shown(find) !== wanted.includes(find));
    if (off.length || parts.length) wrong.push([chips.map((chip) => chip.id).join(" "), off.length, parts.length]);
    if (!wanted.length) empty += 1;
  }
  return { wrong, empty, ways: every.length };
}"""


def counted(page: Any) -> str:
    """The line on how many are shown, with the number that the style sheet writes, as it is read aloud."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    told = [node["name"]["value"] for node in nodes if node["role"].get("value") == "StaticText"]
    at = next(
        at for at, text in enumerate(told) if text.strip().startswith("of ") and text.strip().endswith("findings")
    )
    return f"{told[at - 1].strip()} {told[at].strip()}"


def shown(page: Any) -> int:
    return int(page.locator(".find:visible").count())


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("script", [pytest.param(True, marks=pytest.mark.soak), False])
def test_each_choice_of_chips_leaves_what_fits_and_no_heading_over_nothing(visit, name: str, *, script: bool) -> None:
    page = visit(name, java_script_enabled=script)
    found = page.evaluate(WALK)
    assert found["wrong"] == []
    assert found["ways"] > (3 if name == PAGES[1] else 50)


def test_the_chips_are_chosen_by_keyboard_and_say_how_many_are_shown(visit) -> None:
    page = visit(PAGES[0], width=390, java_script_enabled=False)
    all_of_them = shown(page)
    assert counted(page) == f"{all_of_them} of {all_of_them} findings"
    tab_to(page, "#q-all")
    page.keyboard.press("ArrowRight")
    some = shown(page)
    assert 0 < some < all_of_them and counted(page) == f"{some} of {all_of_them} findings"
    page.keyboard.press("ArrowLeft")
    tab_to(page, "#p-anybody")
    page.keyboard.press("ArrowRight")
    assert page.locator("#p-acne-scars").is_checked() and 0 < shown(page) < all_of_them
    page.locator(".chip:visible", has_text="Other findings").click()
    assert [name.strip() for name in page.locator(".finds-name:visible").all_inner_texts()] == ["Other findings"]


def test_a_choice_that_leaves_nothing_says_so(visit) -> None:
    page = visit(PAGES[0])
    empty = page.evaluate(WALK.replace("empty += 1", "return chips.map((chip) => chip.id)"))
    assert len(empty) == 3 and shown(page) == 0
    assert counted(page).startswith("0 of ")


def test_paper_holds_all_findings_whatever_is_chosen(visit) -> None:
    page = visit(PAGES[0])
    page.locator("label", has=page.locator("#c-expert")).click()
    assert 0 < shown(page) < page.locator(".find").count()
    page.emulate_media(media="print")
    assert shown(page) == page.locator(".find").count()
    assert page.locator(".chip:visible").count() == 0

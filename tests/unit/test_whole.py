"""What the check lets through is built by both engines; and whatever stands in a file, the check answers in lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.build.engine import ENGINES
from tests.conftest import told_mistakes
from tests.site.test_build import publish_here
from tests.unit.clinics import changed, places
from tests.unit.mutate import Mutation, of_keys
from tests.unit.small import files, holding, make_whole, put, text_of
from tests.unit.test_fuzz import wrong

MADE = settings(derandomize=True, database=None, deadline=None, max_examples=60)


def accepted(root: Path, start: int, most: int) -> Iterator[Mutation]:
    """The first mutation of each file, from a number on, that changes it and that the check lets through with the others."""
    for file, mutations in groupby((one for one in of_keys() if not one.refused), attrgetter("file")):
        before = (root / file).read_bytes()
        for mutation in islice(mutations, start, start + 7 * most, 7):
            put(root / file, mutation.raw)
            if mutation.raw != before and not told_mistakes(root)[0]:
                yield mutation
                break
        else:
            put(root / file, before)


@pytest.mark.parametrize(("start", "most"), [(54, 3), *(pytest.param(at, 40, marks=pytest.mark.soak) for at in (3, 5))])
def test_what_the_check_lets_through_is_built(tmp_path: Path, start: int, most: int) -> None:
    root = make_whole(tmp_path / "project")
    names = [mutation.name for mutation in accepted(root, start, most)]
    assert len(names) > len(files()) / 2, names
    for engine in ENGINES:
        site = tmp_path / engine
        done = publish_here(root, "build", "--engine", engine, "--out", str(site))
        assert done.returncode == 0, (names, done.stderr)
        assert (site / "llms.txt").is_file() and (site / "clinic/rooms/index.html").is_file()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=6,
)
FILES = ["mkdocs.yml", "data/facts/fractional-co2.yml", "data/countries.yml", "docs/clinic/rooms.md"]
PLACES = {file: list(places(files()[file]))[1:] for file in FILES}


def answered(root: Path, file: str, raw: bytes) -> None:
    """Each line of the check has a file, a line of it, and a reason."""
    with holding(root / file, raw):
        failing, warning = told_mistakes(root)
        assert [found for line in [*failing, *warning] if (found := wrong(line, root))] == []


@MADE
@given(st.data())
def test_whatever_stands_in_a_key_is_answered_in_lines(lent: Path, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES))
    held = changed(data.draw(st.sampled_from(PLACES[file])), data.draw(PLAIN), file=files()[file])
    answered(lent, file, text_of(file, held).encode("utf-8", "surrogatepass"))


@MADE
@given(st.sampled_from(FILES), st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8")))
def test_whatever_a_file_is_it_is_answered_in_lines(lent: Path, file: str, raw: bytes) -> None:
    answered(lent, file, raw)

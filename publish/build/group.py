"""What a group sets for all its clinics, clinics/group.yml, written into the mkdocs.yml of each that does not say it.

The lines go in as they stand, so that engines and check read one file; of each line is kept where it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from macros.load.problems import Problem
from macros.load.settings import FILE
from publish.report import Refused

GROUP = "group.yml"
# The maps below which a group may set keys.
MAPS = (("extra", "brand"), ("extra", "clinic"))


@dataclass(frozen=True)
class Line:
    """A line of the merged file: its text, and the number that it has in the clinic's file or in the group's."""

    text: str
    number: int
    of_group: bool = False


@dataclass(frozen=True)
class Merged:
    """The mkdocs.yml of one clinic with what its group adds."""

    lines: tuple[Line, ...]
    group: str

    @property
    def text(self) -> str:
        """The file as it is built from."""
        return "".join(f"{line.text}\n" for line in self.lines)

    def placed(self, problem: Problem) -> Problem:
        """The problem where its line came from: in the clinic's own file, or in the group's."""
        if problem.file != FILE or not 0 < problem.line <= len(self.lines):
            return problem
        line = self.lines[problem.line - 1]
        return replace(problem, line=line.number, file=self.group if line.of_group else FILE)


def merge(clinic: Path, group: Path) -> Merged | None:
    """The clinic's settings with its group's, None where there is no group; raises Refused for what it may not say."""
    if not group.is_file():
        return None
    try:
        text = (clinic / FILE).read_text(encoding="utf-8")
    except UnicodeDecodeError:  # which the check tells
        return None
    lines = [Line(line, number) for number, line in enumerate(text.splitlines(), 1)]
    told, own = _read(group), _mapping(text)
    _refuse_other(told, group)
    for keys in reversed(MAPS):
        lines = _added(lines, own, keys, told, group)
    return Merged(tuple(lines), shown(group))


def shown(group: Path) -> str:
    """The group's file as messages name it."""
    return f"{group.parent.name}/{group.name}"


def _read(file: Path) -> yaml.MappingNode:
    """The group's file; raises Refused where it is no map."""
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Refused([Problem(shown(file), line, "-", str(error.problem))]) from error
    if isinstance(node, yaml.MappingNode):
        return node
    raise Refused([Problem(shown(file), 1, "-", "found no keys, allowed: extra:")])


def _mapping(text: str) -> yaml.Node | None:
    """The clinic's file as a map; None where it can't be read, which the check tells."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None


def _refuse_other(told: yaml.MappingNode, group: Path) -> None:
    """Raises Refused with each key that a group can't set."""
    allowed = [".".join(keys) for keys in MAPS]
    wrong = [
        Problem(shown(group), key.start_mark.line + 1, name, f"allowed here: {', '.join(allowed)}")
        for name, key in _paths(told)
        if name not in allowed and not any(name.startswith(f"{one}.") or one.startswith(f"{name}.") for one in allowed)
    ]
    if wrong:
        raise Refused(wrong)


def _paths(node: yaml.Node, above: str = "") -> Iterator[tuple[str, yaml.Node]]:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        name = f"{above}{key.value}"
        yield name, key
        if name.count(".") < 1:
            yield from _paths(value, f"{name}.")


def _added(
    lines: list[Line], own: yaml.Node | None, keys: tuple[str, ...], told: yaml.MappingNode, group: Path
) -> list[Line]:
    """The lines with those of the group's keys that the clinic's map lacks, at its end."""
    theirs, ours = _at(told, keys), _at(own, keys)
    if not isinstance(theirs, yaml.MappingNode) or theirs.flow_style:
        return lines
    if ours is not None and not isinstance(ours, yaml.MappingNode):
        return lines  # which the check tells
    if ours is not None and ours.flow_style:
        name, line = ".".join(keys), ours.start_mark.line + 1
        raise Refused([Problem(FILE, line, name, f"write its keys each on a line, so that {GROUP} can add to them")])
    said = {key.value for key, _ in ours.value} if isinstance(ours, yaml.MappingNode) else set()
    source = group.read_text(encoding="utf-8").splitlines()
    parent = _at(own, keys[:-1])
    if parent is None or not isinstance(parent, yaml.MappingNode):
        return lines
    indent = (ours.value[0][0] if isinstance(ours, yaml.MappingNode) else parent.value[0][0]).start_mark.column
    new = list(_lines_of(theirs, said, source, indent if ours is not None else indent + 2))
    if not new:
        return lines
    head = [] if ours is not None else [Line(f"{' ' * indent}{keys[-1]}:", new[0].number, of_group=True)]
    at = _end(ours if ours is not None else parent)
    return [*lines[:at], *head, *new, *lines[at:]]


def _lines_of(node: yaml.MappingNode, said: set[str], source: list[str], indent: int) -> Iterator[Line]:
    """The group's lines of the keys that are not said, moved to this column."""
    for key, value in node.value:
        if key.value not in said:
            first, end = key.start_mark.line, _end(value)
            for number in range(first, max(end, first + 1)):
                yield Line(" " * indent + source[number][key.start_mark.column :], number + 1, of_group=True)


def _end(node: yaml.Node) -> int:
    """The number of the line behind a node's last one, without the remarks and empty lines that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.line) + (node.end_mark.column > 0)


def _at(node: yaml.Node | None, keys: Iterable[str]) -> yaml.Node | None:
    """The value below these keys, or None."""
    for wanted in keys:
        held: Mapping[str, yaml.Node] = (
            {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
        )
        node = held.get(wanted)
    return node

"""What a group sets for all its clinics, clinics/group.yml, written into the mkdocs.yml of each that does not say it.

The lines go in as they stand, so that engines and check read one file; of each line is kept where it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path

import yaml

from macros.load.files import MAX_PAGE
from macros.load.problems import Problem
from macros.load.settings import FILE
from macros.load.yamlfile import read_mapping, read_text
from publish.report import Refused

GROUP = "group.yml"
# The maps below which a group may set keys.
MAPS = (("extra", "brand"), ("extra", "clinic"))
_NOTHING = "tag:yaml.org,2002:null"


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
    (told, source), own = _read(group), _mapping(text)
    _refuse_other(told, group)
    added = _insertions(own, told, group, source) if isinstance(own, yaml.MappingNode) else ()
    # From the end on, so that each place stays what it was when it was found.
    for at, new in sorted(added, key=itemgetter(0), reverse=True):
        lines[at:at] = new
    return Merged(tuple(lines), shown(group))


def shown(group: Path) -> str:
    """The group's file as messages name it."""
    return f"{group.parent.name}/{group.name}"


def _read(group: Path) -> tuple[yaml.MappingNode, list[str]]:
    """The group's file and its lines; raises Refused where it is no file of keys, as the check does of a clinic's."""
    text, problems = read_text(group, shown=shown(group), most=MAX_PAGE)
    # By the engines' own reader, as a clinic's file: the quick one takes what this one does not, such as a tab.
    problems = problems or read_mapping(text, shown=shown(group), variables={})[1]
    node = yaml.compose(text, Loader=yaml.SafeLoader) if not problems else None
    if isinstance(node, yaml.MappingNode):
        return node, text.splitlines()
    raise Refused(problems or [Problem(shown(group), 1, "-", "found no keys, allowed: extra:")])


def _mapping(text: str) -> yaml.Node | None:
    """The clinic's file as a map; None where it can't be read, which the check tells."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
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


def _insertions(
    ours: yaml.MappingNode, theirs: yaml.MappingNode, group: Path, source: list[str], *keys: str, indent: int = 0
) -> Iterator[tuple[int, list[Line]]]:
    """Where in the clinic's file which lines of the group go: what the map below these keys lacks, at its end.

    Where the clinic's map holds nothing yet, they are moved to the column indent.
    """
    column = ours.value[0][0].start_mark.column if ours.value else indent
    said = {key.value: value for key, value in ours.value}
    lacking = [(key, value) for key, value in theirs.value if key.value not in said and value.tag != _NOTHING]
    for node, file in ((ours, FILE), (theirs, shown(group))):
        if lacking and node.flow_style:
            text = f"write its keys each on a line, so that {GROUP} can add to them"
            raise Refused([Problem(file, node.start_mark.line + 1, ".".join(keys), text)])
    if lacking:
        yield _end(ours), [line for key, value in lacking for line in _lines_of(key, value, source, column)]
    for key, value in theirs.value if (*keys,) not in MAPS else ():
        mine = _opened(said.get(key.value))
        if isinstance(mine, yaml.MappingNode) and isinstance(value, yaml.MappingNode):
            yield from _insertions(mine, value, group, source, *keys, key.value, indent=column + 2)


def _opened(node: yaml.Node | None) -> yaml.Node | None:
    """A value; of a key with none the empty map that it can become, and that is on one line where null is written."""
    if node is None or node.tag != _NOTHING:
        return node
    return yaml.MappingNode(node.tag, [], node.start_mark, node.end_mark, flow_style=bool(node.value))


def _lines_of(key: yaml.Node, value: yaml.Node, source: list[str], indent: int) -> Iterator[Line]:
    """The group's lines of one key, moved to this column."""
    first = key.start_mark.line
    for number in range(first, max(_end(value), first + 1)):
        yield Line(" " * indent + source[number][key.start_mark.column :], number + 1, of_group=True)


def _end(node: yaml.Node) -> int:
    """The number of the line behind a node's last one, without the remarks and empty lines that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.line) + (node.end_mark.column > 0)

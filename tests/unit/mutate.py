"""Mutations of the small project's files, made from the records: a new key is mutated without a change here."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import yaml

from macros.load.explain import record_at
from macros.load.records import Record
from tests.unit.clinics import Place, at, changed, places
from tests.unit.small import BODY, files, kind_of, text_of

# The words of data/wording.yml are alike, so that the first few stand for all.
MOST_RECORDS = 4
MARK = "the place of a mutation"
RUN = "touch ran-a-command"
# Keys that no record has, and engines act on some of them.
UNKNOWN = ("zzz", "template", "render_macros", "hide", "hooks", "plugins", "INHERITS", "extra_javascript", "id ", "İd")

# What is put in a key's place, as YAML, and whether it must be refused whatever the key is.
VALUES: list[tuple[str, bool]] = [
    # Another type, nothing, empty.
    ("7", False), ("-1", False), ("1.5", False), ("true", False), ("[]", False), ("{}", False), ('["x"]', False), ('{"a": 1}', False),
    ("[[1]]", False), ("null", False), ("~", False), ("", False), ('""', False), ('" "', False), ("# gone", False),
    # What YAML readers take for something else.
    *((value, True) for value in (
        "yes", "No", "on", "OFF", "True", "FALSE", "NULL", "2026-11-24", "2026-1-1", "2026-11-24T10:00:00Z", "2026-11-24 10:00", "017", "0o17",
        "0x1F", "0b11", "1_000", "12:30:45", "1e3", "1.5e+3", ".5", "+1", "1.", ".inf", "-.INF", ".nan", "1" * 5000, "1" * 400 + ".5", "=",
    )),
    # Too long, too deep.
    (f'"{"x" * 20_000}"', True), ("x" * 20_000, True), ("[" * 10_000, True), ("[" * 9000 + "]" * 9000, True), ('{"a":' * 5000, True),
    ("[" + '"x",' * 20_000 + "]", False),
    # Letters that nobody sees.
    *((f'"a{value}b"', True) for value in (
        r"\u0000", r"\u0007", r"\e", r"\u202e", r"\u2066", r"\u200b", r"\u2028", r"\ufeff", r"\ud800", r"\U000e0041", r"\N", "\u202e", "\x07",
        "\x85", "\r", "\ufeff", "\u2028", "\x1b[31m",
    )),
    # Code, references, other files, the environment.
    *((value, True) for value in (
        f'!!python/object/apply:os.system ["{RUN}"]', "!!python/name:os.system", f'!<tag:yaml.org,2002:python/object/apply:os.system> ["{RUN}"]',
        f'!!python/object/new:os.system ["{RUN}"]', '!ENV [HOME, "x"]', "!ENV HOME", "!ENV", '!ENV ["SITE_URL", HOME, "x"]', "!relative x", "!!binary aGk=",
        "!!set {a}", "!!str x", "! x", '! "x"', "&a x", '&a ["x"]', "*a", '{"<<": {"a": 1}}', "{<<: {a: 1}}", "? x", "{? [a] : b}",
        f"!ENV{RUN}", "!ENV\u00a0x", "!!ENV x", '"x" !ENV',
    )),
    # No YAML.
    *((value, True) for value in ('"open', "'open", "]", "@x", "`x`", "%x", '"a" "b"', r'"\q"', "\t@", "{", "[", ", ,", ": :", '"a": "b": "c"')),
    # Text that something else could run.
    *((f'"{value}"', False) for value in (
        "{{ 7*7 }}", "{% include 'x' %}", "<script>alert(1)</script>", "../../../etc/passwd", "!ENV HOME", "__proto__", "&lt;b&gt;", "a\\tb", "\\u0639",
        "javascript:alert(1)", 'https://x.example/\\"><b>', "a::b", "::error::x", "%0A", "x\\n::error::y", "ｆｕｌｌ", "İ", "2026-02-30", "٢٠٢٦-11-24",
    )),
]  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """A file with other bytes, and whether it must be refused."""

    name: str
    file: str
    make: Callable[[], bytes]
    refused: bool = False

    @property
    def raw(self) -> bytes:
        """The file's other bytes."""
        return self.make()


def of_keys() -> Iterator[Mutation]:
    """Each key of each file's records with each value, missing, twice, and beside an unknown one."""
    for file, value in files().items():
        shown = value[:MOST_RECORDS] if isinstance(value, list) else value
        for place, required in places_of(kind_of(file), shown):
            name = f"{file} {'.'.join(map(str, place))}"
            for put, refused in VALUES:
                yield Mutation(f"{name}: {put[:60]!r}", file, partial(_put, file, value, place, put), refused)
            yield Mutation(f"{name} is missing", file, partial(_without, file, value, place), required)
            yield Mutation(
                f"{name} twice", file, partial(_put, file, value, place, f'"x", "{place[-1]}": "y"'), refused=True
            )
        for place in (place for place in places(shown) if isinstance(at(shown, place), dict)):
            for key in UNKNOWN:
                where = (*place, key)
                make = partial(_put, file, value, where, '"x"')
                yield Mutation(f"{file} {where} is unknown", file, make, refused=True)


def places_of(kind: type[Record], value: Any, place: Place = ()) -> Iterator[tuple[Place, bool]]:
    """Every key below a record, whether it is given or not, and whether it must be given."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from places_of(kind, item, (*place, number))
        return
    for name, info in kind.model_fields.items():
        yield (*place, name), info.is_required()
        inner, held = record_at(kind, [name]), value.get(name)
        if inner is not kind and held:
            yield from places_of(inner, held, (*place, name))
        elif isinstance(held, list):
            yield (*place, name, 0), False


def _put(file: str, value: Any, place: Place, put: str) -> bytes:
    return text_of(file, changed(place, MARK, file=value)).replace(f'"{MARK}"', put, 1).encode("utf-8", "surrogatepass")


def _without(file: str, value: Any, place: Place) -> bytes:
    with suppress(KeyError):  # where it is not given
        value = changed(place, gone=True, file=value)
    return text_of(file, value).encode()


def of_bytes(number: int) -> Mutation:
    """The mutation of this number: a file in one of two styles with a few of its bytes or lines changed."""
    chance = random.Random(number)
    file, value = chance.choice(sorted(files().items()))
    text = text_of(file, value)
    if chance.random() < 0.6:
        block = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=chance.choice([60, 1000]))
        text = f"---\n{block}---\n{BODY}" if file.endswith(".md") else block
    raw = text.encode()
    done = []
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        change = chance.choice(CHANGES)
        raw = change(raw, chance)
        done.append(change.__name__)
    return Mutation(f"{file} number {number}: {', '.join(done)}", file, lambda: raw)


def _at(raw: bytes, chance: random.Random) -> int:
    return chance.randrange(len(raw) + 1)


def flip(raw: bytes, chance: random.Random) -> bytes:
    at = _at(raw, chance)
    return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]


def insert(raw: bytes, chance: random.Random) -> bytes:
    at = _at(raw, chance)
    return raw[:at] + chance.choice(INSERTED) + raw[at:]


def cut(raw: bytes, chance: random.Random) -> bytes:
    at = _at(raw, chance)
    return raw[:at] + raw[at + chance.randrange(1, 40) :]


def end(raw: bytes, chance: random.Random) -> bytes:
    return raw[: _at(raw, chance)]


def repeat_line(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join([*lines[:at], lines[at], *lines[at:]])


def drop_line(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    lines.pop(chance.randrange(len(lines)))
    return b"\n".join(lines)


def swap_lines(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def add_line(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(LINES))
    return b"\n".join(lines)


def save_otherwise(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    how = chance.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "crlf", "cr", "mixed"])
    if how in ("crlf", "cr", "mixed"):
        ends = {"crlf": [b"\r\n"], "cr": [b"\r"], "mixed": [b"\r\n", b"\n", b"\r"]}[how]
        return b"".join(line + chance.choice(ends) for line in raw.split(b"\n"))
    return text.encode(how, "replace")


INSERTED = [
    b"\t", b"\xef\xbb\xbf", b"\x00", b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xff", b"\xc3", b"&a ", b"*a", b"!!str ", b"!ENV ", b"! ",
    b"#", b" # ", b"'", b'"', b"\\", b": ", b"- ", b"---\n", b"...\n", b"\n---\n", b"\n...\n", b"%YAML 1.2\n", b"<<: ", b"? ", b"|", b">", b"{", b"}", b"[", b"]",
    b",", b"0", b"0x", b"e+1", b".", b"_", b"\n", b"  ", b"\xc2\xa0", b"{{", b"<b>", b"\x1b", b"yes", b"~", b"null", b"=",
]  # fmt: skip
LINES = [
    b"---", b"--- ", b"---x", b"...", b"+++", b"template: x", b"render_macros: true", b"hide: [navigation]", b"extends: x", b"plugins: [search]", b"hooks: [x.py]",
    b'"template": "x",', b"  template: x", b"\ttab", b"# a comment", b"", b"   ", b"INHERIT: ../../x.yml", b"title: again", b"%TAG ! tag:x,2000:", b"? a", b": b", b"- a",
    b"!!python/object/apply:os.system [x]", b"a: &a b", b"<<: *a", b"site_name: !ENV HOME", b"  - ", b"key: |", b"key: >-",
]  # fmt: skip
CHANGES = (
    *[flip] * 2, *[insert] * 3, cut, end, repeat_line, drop_line, swap_lines, *[add_line] * 2, save_otherwise,
)  # fmt: skip

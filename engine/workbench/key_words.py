"""The keys of an entry and what stands there, in plain words. What names something is a name in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..document import Value
from ..rulebook.uses import KINDS, OTHERWISE
from ..rulebook.values import written
from .key_names import HEADS, IN, KEYS, WORDS
from .pieces import Grid, Line, Named, Piece, Pieces, joined, plain
from .plain_words import sentence
from .titles import Titles, filled

ITSELF = {"gate", "ladder", "phase", "tier", "protocol", "level", "id", "rir", "part"}  # keys that name an entry
LONGEST = 60  # letters in a cell of a table
LINE = 160  # letters of a list or a block on one line
CONDITIONS = ("where", "every", "signs")  # of derivations, over entries of the log
YES_NO = re.compile(r" is (yes|no)\Z")
NAME = re.compile(r"([a-z][a-z0-9_]*)")
APART = ("cues", "actions", *CONDITIONS)  # lists whose items stand on lines of their own


class KeyWords:
    """Says what entries of one rulebook hold."""

    def __init__(self, titles: Titles):
        self.titles = titles

    def key(self, key: str, where: str = "") -> str:
        return IN.get((where, key)) or KEYS.get(key) or f"{key[:1].upper()}{key[1:]}".replace("_", " ")

    def value(self, key: str, value: Value, where: str = "") -> Pieces | list[Line] | Grid:
        """What stands at a key: on one line, on several, or as a table."""
        if isinstance(value.data, dict):
            return self._block(key, value, where)
        items = value.data if isinstance(value.data, list) else []
        if items and all(isinstance(item.data, dict) for item in items):
            return self.grid(key, [(None, item) for item in items])
        if items and (key in APART or (len(written(value.plain())) > LINE and key not in KINDS)):
            return [Line(0, self.words(key, item)) for item in items]
        return self.words(key, value)

    def words(self, key: str, value: Value) -> Pieces:
        """A word, a number or a list of them."""
        if isinstance(value.data, list):
            ways = [self.words(key, item) for item in value.data]
            return joined(ways, ", or " if key == "kit" else ", ")
        if isinstance(value.data, dict):
            return joined([(f"{self.key(inner).lower()} ", *self.words(inner, item)) for inner, item in value.items()])
        word = written(value.plain())
        if key == "opens":
            key = "from_phase" if word in self.titles.names["phase"] else "tier"
        if (key, word) in WORDS:
            return (WORDS[(key, word)],)
        if key in CONDITIONS:
            said = YES_NO.sub(r": \1", word)
            return tuple(self._known(part) for part in NAME.split(said) if part)
        if key == "with":
            return sentence(word, self.titles.book)
        if "_" in word and word in self.titles.names["measures"]:
            return (self._named("measures", word),)
        kind = KINDS.get(key, "")
        if kind and key not in OTHERWISE and isinstance(value.data, str):
            return joined([(self._named(kind, part),) for part in word.split(" and ")], " and ")
        return (filled(word).replace("_", " ") if word.replace("_", "").isalnum() else filled(word),)

    def _known(self, part: str) -> Piece:
        """A part of a condition over the log: a name where it is one."""
        kinds = ("exercises", "derivations", "measures")
        kind = next((kind for kind in kinds if part in self.titles.names[kind] and "_" in part), "")
        return self._named(kind, part) if kind else part.replace("_", " ")

    def _named(self, kind: str, name: str) -> Piece:
        if kind == "phase" and name not in self.titles.names[kind] and name in self.titles.names["tier"]:
            kind = "tier"
        if name not in self.titles.names[kind] and not (kind == "measures" and name in self.titles.book.measures):
            return name.replace("_", " ")
        return Named(kind, name, self.titles.of(kind, name))

    def _block(self, key: str, value: Value, where: str) -> Pieces | list[Line] | Grid:
        inner = [item for _, item in value.items()]
        if not any(isinstance(item.data, (dict, list)) for item in inner) and len(written(value.plain())) <= LINE:
            return joined([(f"{self._short(name)} ", *self.words(name, item)) for name, item in value.items()])
        if inner and all(isinstance(item.data, dict) for item in inner):
            deeper = [each for item in inner for _, each in item.items()]
            if deeper and all(isinstance(each.data, dict) for each in deeper):
                rows = [(f"{name.replace('_', ' ')}, {self._short(level)}", each)
                        for name, item in value.items() for level, each in item.items()]  # fmt: skip
                return self.grid(key, rows, where)
            return self.grid(key, [(self._short(name), item) for name, item in value.items()], where)
        return list(self._lines(value, 0))

    def _short(self, name: str) -> str:
        """A key inside a block: a level or what it says."""
        return name.replace("_", " ") if name in self.titles.names["levels"] else self.key(name).lower()

    def _lines(self, value: Value, depth: int) -> Iterator[Line]:
        for name, item in value.items():
            block = isinstance(item.data, dict)
            if block and (len(written(item.plain())) > LINE or any(isinstance(each.data, (dict, list))
                                                                   for _, each in item.items())):  # fmt: skip
                yield Line(depth, (f"{self.key(name)}:",))
                yield from self._lines(item, depth + 1)
            else:  # of a test all of its kit is needed, of an exercise one or the other
                yield Line(depth, (f"{self.key(name)}: ", *self.words("counts_as" if name == "kit" else name, item)))

    def _apart(self, head: str | None, row: Value) -> Iterator[Line]:
        """A block whose words are too long for a table."""
        first, *others = [Line(1, (f"{self.key(name)}: ", *self.words(name, item))) for name, item in row.items()]
        yield Line(0, (f"{head}:",)) if head is not None else Line(0, first.pieces)
        yield from [first, *others] if head is not None else others

    def grid(self, key: str, rows: Sequence[tuple[str | None, Value]], where: str = "") -> Grid | list[Line]:
        """A row for each block, a column for each key that any of them has; lines where the words are long."""
        keys = list(dict.fromkeys(name for _, row in rows for name, _ in row.items() if name != "source"))
        first = () if rows[0][0] is None else ("",)
        found: list[tuple[Pieces, ...]] = []
        for head, row in rows:
            cells = [self.words(name, item) if (item := row.get(name)) is not None
                     else ("the end" if name == "up_to" else "",) for name in keys]  # fmt: skip
            found.append((*(((head,),) if head is not None else ()), *cells))
        if any(len(plain(cell)) > LONGEST for row in found for cell in row):
            return [line for head, row in rows for line in self._apart(head, row)]
        return Grid(self.key(key, where), (*first, *(HEADS.get(name) or self.key(name) for name in keys)), tuple(found))

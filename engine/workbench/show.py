"""One thing of a rulebook as a page: what it says in plain words, what feeds it, what it feeds, where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..cases import Case, read_cases
from ..document import Value
from ..edits import Edit
from ..findings import BadInput, Finding, nearest
from ..model import Rulebook
from ..rulebook.fields import listed, names_in, text
from ..rulebook.files import case_texts, texts_of
from ..rulebook.load import load_texts, names_of
from ..rulebook.names import WORDS, Entry, Names
from ..rulebook.overlay import CHANGES, KINDS
from .bands import Bar, bars
from .case_uses import cases_of
from .changes import changes
from .key_words import ITSELF, KeyWords
from .links import SINGULAR, Links
from .pieces import Grid, Line, Named, Pieces
from .plain_words import cells, condition, unit_for
from .titles import GROUPS, Titles, filled

CONDITIONS = {  # key -> how it is said
    "needs": "It is met when",
    "keep": "It is kept while",
    "self_report": "At placement it is answered by",
    "pass": "It passes when",
    "fail": "It fails when",
    "when": "It holds when",
    "unless": "It holds unless",
    "applies_when": "It applies when",
    "no_clearance_when": "No clearance counts when",
}
SENTENCES = {"because": "Why", "say": "Says", "question": "Asked as", "how": "How it is taken"}
TOLD = {*CONDITIONS, *SENTENCES, "id", "title", "name", "source", "origin", "quality", "rows", "lines", "rungs",
        "every_flag"}  # fmt: skip
ALL_KINDS = tuple(dict.fromkeys([*KINDS.values(), *WORDS]))  # in the order in which they are shown
CHANGED, NEW = "changed here", "new here"
DEFAULT = "default"
DEFAULTS = (DEFAULT, "eng_default")


@dataclass
class Shown:
    """What is shown of one thing. `asks`: (how it is said, lines); `words`: what else it says, by heading.

    group   : of a rule, where it stands in words
    bars    : of a criterion, its bands
    sources : with the words of each; origin: published or a default, "" where nothing is said
    changed : of a rulebook of differences, what it changes here; new: all of it stands in the differences
    """

    kind: str
    thing: Named
    place: str
    group: str = ""
    asks: list[tuple[str, list[Line]]] = field(default_factory=list)
    words: dict[str, Pieces | list[Line] | Grid] = field(default_factory=dict)
    bars: list[Bar] = field(default_factory=list)
    fed_by: list[Named] = field(default_factory=list)
    feeds: list[Named] = field(default_factory=list)
    origin: str = ""
    quality: str = ""
    sources: list[tuple[Named, str]] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    changed: list[Edit] = field(default_factory=list)
    new: bool = False

    @property
    def name(self) -> str:
        return self.thing.name

    @property
    def title(self) -> str:
        return self.thing.title


class Show:
    """Shows the things of one rulebook."""

    def __init__(self, book: Rulebook, names: Names, cases: list[Case]):
        self.book, self.names, self.cases = book, names, cases
        self.titles, self.links = Titles(book, names), Links(book, names)
        self.keys = KeyWords(self.titles)

    def everything(self) -> Iterator[tuple[str, Entry]]:
        """Each thing that has a name, with its kind."""
        for kind in ALL_KINDS:
            yield from ((kind, entry) for entry in self.names[kind].values())

    def page(self, kind: str, entry: Entry) -> Shown:
        """All that is shown of one thing."""
        value, thing = entry.value, (kind, entry.name)
        page = Shown(SINGULAR[kind], self.titles.named(thing), str(entry.place))
        page.group = GROUPS.get(entry.part, "") if kind == "rules" else ""
        page.asks = [(said, condition(value.data[key], self.book, _about(kind, value, key, entry.name)))
                     for key, said in CONDITIONS.items() if value.get(key) is not None]  # fmt: skip
        page.asks += self._inside(kind, entry)
        page.words = dict(self._words(kind, entry))
        if kind == "measures" and entry.name in self.book.changing.by_measure:
            page.words["How it changes"] = changes(entry.name, self.book)
        page.bars = bars(self.book, entry.name) if kind == "criteria" and entry.name in self.book.criteria else []
        page.fed_by = [self.titles.named(each) for each in self.links.fed_by(thing)]
        page.feeds = [self.titles.named(each) for each in self.links.feeds(thing)]
        page.origin, page.quality = origin(value), text(value, "quality")
        page.sources = list(self._sources(value))
        page.cases = cases_of(thing, self.cases, self.links)
        page.changed = self._edits.get(thing, [])
        page.new = self.state(kind, entry) == NEW
        return page

    def state(self, kind: str, entry: Entry) -> str:
        """Whether a rulebook of differences changes a thing or has added it; "" for neither."""
        if (kind, entry.name) in self._edits:
            return CHANGED
        return NEW if entry.place.file.startswith(CHANGES) else ""

    @cached_property
    def _edits(self) -> dict[tuple[str, str], list[Edit]]:
        found: dict[tuple[str, str], list[Edit]] = {}
        for edit in self.book.edited.edits if self.book.edited is not None else ():
            found.setdefault((KINDS.get(edit.kind, ""), edit.name), []).append(edit)
        return found

    def _inside(self, kind: str, entry: Entry) -> Iterator[tuple[str, list[Line]]]:
        """What a thing is made of: the lines of a gate, the rungs of a ladder, the rules of a part."""
        value = entry.value
        if kind == "gate":
            yield "It is open when all of these are met", list(self._lines(entry))
        if kind == "ladder":
            rungs = [Named("exercises", rung.id, rung.name) for rung in self.book.ladders[entry.name].rungs]
            yield "Its exercises, the easiest first", [Line(0, (f"{at}. ", each)) for at, each in enumerate(rungs, 1)]
        if kind == "parts":
            for group in dict.fromkeys(each.part for each in self.names["rules"].values()):
                if group.partition(".")[0] == entry.name:
                    yield GROUPS.get(group, group), list(self._rules(self.names.rules(group)))
        if kind == "parts" and entry.name == "levels":
            levels = [self.titles.named(("levels", each)) for each in self.names["levels"]]
            yield "From the lowest to the highest", [Line(0, (f"{each.name}: ", each)) for each in levels]
        if kind == "levels" and value.get("when") is None:
            yield "It holds when", [Line(0, ("no higher level holds",))]

    def _lines(self, gate: Entry) -> Iterator[Line]:
        """Each line of a gate with what it needs; of G0 each flag that has to be answered."""
        written = {text(item, "id"): item for item in listed(gate.value.get("lines"))}
        for line in self.book.gates[gate.name].lines if gate.name in self.book.gates else ():
            item = written.get(line.id)
            if line.flag:
                yield Line(0, (self.titles.named(("red_flags", line.flag)), ": answered no"))
            elif item is not None:
                yield Line(0, (f"{line.id}: ", Named("rules", line.id, line.title)))
                for key, said in (("needs", ""), ("keep", "kept while: ")):
                    yield from self._led(said, item.get(key), _about("rules", item, key))
                caution = item.get("with_caution")
                if caution is not None and text(caution, "say"):
                    yield Line(1, (f"in the caution band: {text(caution, 'say')}",))

    def _rules(self, rules: list[Entry]) -> Iterator[Line]:
        """Rules with the condition of each."""
        for entry in rules:
            yield Line(0, (f"{entry.name}: ", self.titles.named(("rules", entry.name))))
            for key, said in (("needs", ""), ("when", ""), ("unless", "unless: ")):
                yield from self._led(said, entry.value.get(key))

    def _led(self, said: str, value: Value | None, about: str = "") -> Iterator[Line]:
        """A condition below a line, led by what it is for."""
        if value is not None:
            first, *others = condition(value, self.book, about, depth=1)
            yield Line(1, (said, *first.pieces))
            yield from others

    def _words(self, kind: str, entry: Entry) -> Iterator[tuple[str, Pieces | list[Line] | Grid]]:
        value = entry.value
        if isinstance(value.data, (str, int)):  # a part that is one number
            yield "Says", (str(value.data),)
        if kind == "tables" and entry.name in self.book.tables:
            yield "Its rows", self._rows(entry.name)
        for key, said in SENTENCES.items():
            if text(value, key):
                yield said, (filled(text(value, key), entry),)
        where = entry.part if kind == "rules" else kind
        for key, item in value.items():
            rules = kind == "parts" and any(text(each, "id") in self.names["rules"] for each in listed(item))
            itself = key in ITSELF and (kind == key or kind in ("levels", "effort", "session_parts", "questions"))
            if kind == "phase" and key == "days":
                yield from self._days(item)
            elif key not in TOLD and not rules and not itself:
                yield self.keys.key(key, where), self.keys.value(key, item, where)

    def _days(self, days: Value) -> Iterator[tuple[str, Pieces | list[Line] | Grid]]:
        """Each session of a phase: how it goes, and its slots as a table."""
        for day in listed(days):
            name = f"Session {text(day, 'id')}, {text(day, 'title')}"
            said = {"": text(day, "how"), "Warm-up: ": text(day, "warm_up")}
            if any(said.values()):
                yield name, [Line(0, (key, words)) for key, words in said.items() if words]
            slots: list[tuple[str | None, Value]] = [(None, slot) for slot in listed(day.get("slots"))]
            if slots:
                yield f"Slots of session {text(day, 'id')}", self.keys.grid("slots", slots)

    def _rows(self, name: str) -> Grid:
        table = self.book.tables[name]
        of = self.book.measures[table.of]
        found = list(cells(name, self.book))
        words = [word or self.titles.of("measures", table.of) for word, _ in found[0][1]]
        rows = tuple(((until,), *((f"{cut} {unit_for(of, cut)}".strip(),) for _, cut in cuts))
                     for until, cuts in found)  # fmt: skip
        return Grid("Its rows", (self.titles.of("measures", table.by), *words), rows)

    def _sources(self, value: Value) -> Iterator[tuple[Named, str]]:
        for name in names_in(value, "source"):
            known = self.book.sources.get(name)
            if known is not None and name not in DEFAULTS:
                words = ", ".join(str(known[key]) for key in ("cite", "year", "journal", "doi") if known.get(key))
                yield self.titles.named(("sources", name)), f"{words} ({name}; seen: {known.get('seen', '')})"


def opened(root: Path) -> Show:
    """The rulebook below a root, to be shown. Errors: BadRulebook, BadInput."""
    texts = texts_of(root)
    return Show(load_texts(texts), names_of(texts), read_cases(case_texts(root))[0])


def shown(root: Path, name: str) -> list[Shown]:
    """Everything that has a name, one after the other. Errors: BadInput, with the nearest name; BadRulebook."""
    show = opened(root)
    found = [(kind, show.names[kind][name]) for kind in ALL_KINDS if name in show.names[kind]]
    if not found:
        known = [entry.name for _, entry in show.everything()]
        say, near = f"Nothing in this rulebook is called '{name}'.", nearest(name, known)
        raise BadInput(
            [Finding("unknown-name", say, seen=name, expected="the id or the name of something", nearest=near)]
        )
    return [show.page(kind, entry) for kind, entry in found]


def _about(kind: str, value: Value, key: str, name: str = "") -> str:
    """The measure that a bare comparison of an entry is about."""
    if kind == "criteria":
        return name
    return text(value, "needs").replace(",", " ").split(" ")[0] if key == "keep" else ""


def origin(value: Value) -> str:
    """Published, a default of ours, or both; of a criterion for each of its cuts."""
    said = value.get("origin")
    if said is not None:
        return ", ".join(f"{key} cut {'a default' if text(said, key) == DEFAULT else text(said, key)}"
                         for key, _ in said.items())  # fmt: skip
    sources = names_in(value, "source")
    if not sources:
        return ""
    if not any(name in DEFAULTS for name in sources):
        return "published"
    return ("published in part; the rest is a default" if any(name not in DEFAULTS for name in sources)
            else "a default, not published")  # fmt: skip

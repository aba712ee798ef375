"""rules/: what decides, from documents into the model: levels, the rules for today, protocols and days off.

All names are known before the first condition is read, so the order of files and entries never matters.
"""

from __future__ import annotations

from fractions import Fraction

from ..derivations.model import LoadRules, Raise
from ..document import Value
from ..findings import Finding
from ..logic import DECIDE, KNOW, TRUE, All, Ask, AtLeast, Conclusion, Formula, Not, Place, Ref
from ..model import Rule, Rulebook
from ..training import Protocol
from .criteria import Criteria
from .fields import listed, names_in, text, whole
from .gates import Gates
from .language import Language
from .names import Entry, Names
from .parts import BANDS, PARTS

NUMBERS = ("back", "tier_back", "sets", "load", "contacts")  # of a band of days off; what is no number has been told
LOAD = "{load}"  # in the sentence of a band: its own per cent of the weight


class RuleReader:
    """Reads every rule of one rulebook. `read` fills the book; what is wrong goes to `findings`."""

    def __init__(self, names: Names, book: Rulebook, findings: list[Finding]):
        self.names, self.book, self.findings = names, book, findings
        self.language = Language(book, names, findings, self.add)

    def add(self, conclusion: Conclusion) -> None:
        """One more conclusion; of two with one name, the first stands (that names come twice has been told)."""
        self.book.conclusions.setdefault(conclusion.name, conclusion)

    def read(self) -> None:
        """Everything of rules/, in the order in which one part needs another."""
        names = self.names
        Criteria(names, self.book, self.language, self.conclude).read()
        self._levels()
        gates = Gates(names, self.book, self.findings, self.language, self.conclude)
        for entry in names["gate"].values():
            gates.read(entry)
        for part, (into, kind, good) in PARTS.items():
            for entry in names.rules(part):
                self._rule(entry, kind, good, getattr(self.book, into))
        for entry in names["protocol"].values():
            self._protocol(entry)
        for entry in names.rules(BANDS):
            self._band(entry)
        self._beside_rules()
        self.findings += self.language.sentences.directions.findings()

    def conclude(
        self,
        name: str,
        rule: str,
        kind: str,
        formula: Formula,
        place: Place,
        value: Value | None = None,
        stage: int = KNOW,
        hidden: bool = False,
    ) -> None:
        """One more conclusion, with the sentence and the sources of the entry that it comes from."""
        say = text(value, "because") or text(value, "say") if value is not None else ""
        source = names_in(value, "source") if value is not None else ()
        self.add(Conclusion(name, rule, kind, formula, stage, place, say, source, hidden))

    # ---- levels ----

    def _levels(self) -> None:
        below: Formula = TRUE
        for entry in self.names["levels"].values():
            name, value = entry.name, entry.value
            when: Formula = TRUE
            if value.get("when") is not None:
                when, _ = self.language.condition(value.get("when"), name, good=True)
            formula = when if below == TRUE else All((below, when))
            self.conclude(f"level:{name}", f"level.{name}", "level", formula, entry.place, value)
            self.book.levels.append(
                Rule(
                    name,
                    "level",
                    f"level:{name}",
                    text(value, "because"),
                    entry.place,
                    data={"title": text(value, "title")},
                    source=names_in(value, "source"),
                )
            )
            below = Ref(f"level:{name}")

    # ---- what is decided for today ----

    def _rule(self, entry: Entry, kind: str, good: bool | None, into: list[Rule]) -> None:
        id_, item = entry.name, entry.value
        data = {
            key: part.plain()
            for key, part in item.items()
            if key not in ("id", "when", "unless", "needs", "because", "source")
        }
        if "avoid" in data:
            data["avoid"] = names_in(item, "avoid")
        asks: tuple[Ask, ...] = ()
        key = next((key for key in ("when", "unless", "needs") if item.get(key) is not None), "")
        if key:
            wanted = not good if key == "unless" and good is not None else good
            formula, asks = self.language.condition(item.get(key), id_, stage=DECIDE, good=wanted)
            formula = Not(formula) if key == "unless" else formula
            if key == "when" and item.get("unless") is not None:  # and that isn't known to be true
                unless, more = self.language.condition(item.get("unless"), id_, stage=DECIDE)
                formula, asks = All((formula, Not(unless))), (*asks, *more)
            self.conclude(id_, id_, kind, formula, entry.place, item, DECIDE)
        into.append(Rule(id_, kind, id_, text(item, "because"), entry.place, asks, data, names_in(item, "source")))

    def _protocol(self, entry: Entry) -> None:
        name, value, holds = entry.name, entry.value, f"protocol:{entry.name}"
        formula: Formula = TRUE
        if value.get("when") is not None:
            formula, _ = self.language.condition(value.get("when"), holds, stage=DECIDE)
        self.conclude(holds, name, "protocol", formula, entry.place, value, DECIDE)
        rows = [row.plain() for row in listed(value.get("weeks"))]
        self.book.protocols[name] = Protocol(
            name,
            text(value, "title", name),
            names_in(value, "exercises"),
            text(value, "by"),
            holds,
            names_in(value, "for_levels"),
            tuple({key: number for key, number in row.items() if isinstance(number, int)} for row in rows),
            text(value, "because"),
            entry.place,
            names_in(value, "source"),
        )

    def _band(self, entry: Entry) -> None:
        """The sentence is filled in with the band's own number here, once for all who say it."""
        by, id_, item = text(self.names.part("time_off"), "by"), entry.name, entry.value
        because, source = text(item, "because").replace(LOAD, text(item, "load")), names_in(item, "source")
        first, last = whole(item, "from"), item.get("to")
        # At least so long, and not known to be longer: "8+" days off are no less than 8.
        bounds: list[Formula] = [self.language.hidden(AtLeast(by, first), id_, entry.place)]
        if last is not None and isinstance(last.data, int):
            bounds.append(Not(self.language.hidden(AtLeast(by, last.data + 1), id_, entry.place)))
        self.add(Conclusion(id_, id_, "time_off", All(tuple(bounds)), DECIDE, entry.place, because, source))
        data = {key: part.plain() for key, part in item.items() if key not in NUMBERS or whole(item, key) > 0}
        ask = Ask(by, "", "at least", first)
        self.book.time_off.append(Rule(id_, "time_off", id_, because, entry.place, (ask,), data, source))

    def _beside_rules(self) -> None:
        """What stands beside the rules of a file: how the page shows them, weeks, and words for the next session."""
        book, part = self.book, self.names.part
        book.today_gate, book.time_off_gate, book.running_gate = (
            (text(part(name), "gate"), text(part(name), "title")) for name in ("today", "time_off", "running_load")
        )
        for name in ("today", "time_off", "running_load"):
            gate = part(name).get("gate")
            if gate is not None:
                book.places[str(gate.data)] = part(name).keys["gate"]
        book.running_shows = names_in(part("running_load"), "shows")
        words, weeks = part("progression").get("words"), part("returning_weeks").data
        book.progression_words = {key: str(item.data) for key, item in words.items()} if words else {}
        book.places |= {f"progress.{step}": place for step, place in words.keys.items()} if words else {}
        book.earned_after = whole(part("progression"), "earned_after")
        book.returning_weeks = weeks if isinstance(weeks, int) else 0
        loads = part("progression").get("loads")
        book.loads = _loads(loads) if loads is not None and isinstance(loads.data, dict) else None


def _loads(loads: Value) -> LoadRules:
    """How weights go up and down."""
    keys = ("two_for_two", "too_hard", "long_ago", "words", "raise")
    two, hard, old, words, raises = (loads.get(key) for key in keys)

    def exact(value: Value, key: str) -> Fraction:
        try:
            return Fraction(text(value, key, "0"))
        except ValueError:  # told by the shape
            return Fraction(0)

    return LoadRules(
        whole(two, "sessions") if two else 0,
        whole(two, "over") if two else 0,
        whole(loads, "one_axis_days"),
        whole(loads, "look_back_days"),
        whole(loads, "by_reps"),
        whole(hard, "rir_off") if hard else 0,
        whole(hard, "to", 100) if hard else 100,
        {
            level: Raise(*(exact(row, key) for key in ("per_cent", "at_least_kg", "at_most_kg", "most_per_cent")))
            for level, row in (raises.items() if raises else ())
        },
        {key: str(item.data) for key, item in words.items()} if words else {},
        loads.place,
        exact(loads, "back"),
        whole(old, "days") if old else 0,
        whole(old, "to", 100) if old else 100,
    )

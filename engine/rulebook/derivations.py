"""Derivations, from documents into the model: which fields, names and other derivations they read, each looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..derivations.conditions import parse, tests_of
from ..derivations.fields import FIELDS, NUMBER, YES_NO
from ..derivations.model import OF_OTHERS, TAKEN, Condition, Derivation, Every, History, Needs, Some, Test, Unless
from ..document import Value
from ..findings import Finding, nearest
from ..model import Rulebook
from .fields import flag, names_in, text, whole
from .names import Entry, Names

COUNTED = ("count", "share", "streak", "weeks", "since", "rung", "signs")  # verbs that don't name a field
EXPECTED = "a condition such as 'pain at most 2' or 'main is yes'"
HISTORY = (
    "next_morning_days", "pace_days", "longest_run_days", "spare", "effort_band", "e1rm_reps", "e1rm_spare",
    "lighter_sets", "trend_reps",
)  # fmt: skip


def read_derivations(names: Names, book: Rulebook, findings: list[Finding]) -> None:
    """All derivations into the book, each after those that it reads, and how a log is read."""
    history = names["parts"].get("history")
    if history is not None and isinstance(history.value.data, dict):
        book.history = History(*(whole(history.value, key) for key in HISTORY))
    reader = Reader(names, book, findings)
    for entry in names["derivations"].values():
        if isinstance(entry.value.data, dict):
            book.derivations[entry.name] = reader.read(entry)
    findings += reader.circles()


class Reader:
    """Reads derivations against one rulebook's names; what is wrong goes to `findings`."""

    def __init__(self, names: Names, book: Rulebook, findings: list[Finding]):
        self.names, self.book, self.findings = names, book, findings

    def read(self, entry: Entry) -> Derivation:
        name, value = entry.name, entry.value
        rows = text(value, "from")
        verb = next((each for each in TAKEN if value.get(each) is not None), "")
        of = text(value, verb) if verb and verb != "signs" else ""
        against = text(value, "against")
        self._names(entry, verb, rows)
        signs = value.get("signs")
        needs, breaks = value.get("log_holds"), value.get("breaks")
        return Derivation(
            name,
            text(value, "title"),
            rows,
            verb,
            of,
            entry.place,
            days=self._days(value),
            last=whole(value, "last"),
            where=self._condition(value.get("where"), FIELDS.get(rows)),
            every=self._condition(value.get("every"), FIELDS.get(rows)),
            against=against,
            fewest=whole(value, "fewest"),
            spans=whole(value, "spread_over"),
            span=whole(value, "log_of_days"),
            none=text(value, "if_none"),
            per=text(value, "per"),
            a_week=whole(value, "a_week", 1),
            missed_weeks=whole(value, "missed_weeks"),
            at_least=flag(value, "at_least"),
            half_of_due=flag(value, "half_of_due"),
            in_per_cent=flag(value, "in_per_cent"),
            begins=text(value, "begins", "this_week"),
            for_each=text(value, "for_each"),
            both_sides=flag(value, "weaker_side"),
            needs=Needs(text(needs, "from"), whole(needs, "fewest"), self._days(needs) or (0, 0)) if needs else None,
            signs=tuple(filter(None, (self._condition(each, self._others()) for each in signs.data)))
            if signs is not None and isinstance(signs.data, list)
            else (),
            a_break=(whole(breaks, "at_least"), whole(breaks, "count_for"), whole(breaks, "within"))
            if breaks is not None
            else None,
            at=text(value, "at"),
            unit=text(value, "unit"),
            because=text(value, "because"),
            source=names_in(value, "source"),
        )

    def _others(self) -> dict[str, str]:
        """Other derivations as fields that conditions compare."""
        return dict.fromkeys(self.names["derivations"], NUMBER)

    # ---- names ----

    def _names(self, entry: Entry, verb: str, rows: str) -> None:
        name, value = entry.name, entry.value
        measure = self.book.measures.get(name)
        if measure is not None and measure.kind != "number":
            self._say("wrong-kind", f"{name} is no number, so it can't be derived.", entry.place, name, "a number")
        if measure is None and value.get("title") is None:
            near = nearest(name, [each for each in self.book.measures if each != name])
            if not self.names.excuses(near):
                say = f"There is no measure called '{name}', and it has no title to be shown by."
                self._say("unknown-name", say, entry.place, name, "a measure, or a title", near)
        if measure is not None and value.get("for_each") is not None:
            say = f"{name} is a measure: it has one value, and not one for each of something."
            self._say("misplaced-key", say, value.keys["for_each"], "for_each", "no for_each for a measure")
        per = value.get("per")
        if per is not None:
            self.findings += self.names.unknown("measures", str(per.data), per.place, self.book.measures)
        for key in ("against", *OF_OTHERS[:2]):
            item = value.get(key)
            if item is not None and isinstance(item.data, str):
                self.findings += self.names.unknown("derivations", item.data, item.place)
        field = value.get(verb) if verb else None
        known = FIELDS.get(rows)
        if field is None or known is None or verb in (*COUNTED, *OF_OTHERS) or not isinstance(field.data, str):
            return
        if field.data not in known:
            self._unknown_field(field.data, field, rows, known)
        elif known[field.data] != NUMBER:
            numbers = [each for each, kind in known.items() if kind == NUMBER]
            say = f"'{field.data}' is no number."
            self._say("not-a-number", say, field.place, field.data, ", ".join(numbers))

    def _unknown_field(self, name: str, value: Value, rows: str, known: Mapping[str, str]) -> None:
        what = f"The {rows} of a log have" if rows else "There is"
        say = f"{what} no '{name}'." if rows else f"There is no derivation called '{name}'."
        near = nearest(name, known)
        if not rows and self.names.excuses(near):
            return
        self._say("unknown-name", say, value.at(name), name, ", ".join(known) if rows else "a derivation", near)

    def _days(self, value: Value) -> tuple[int, int] | None:
        days = value.get("days")
        if days is None or not isinstance(days.data, str) or " to " not in days.data:
            return None
        first, _, last = days.data.partition(" to ")
        if not (first.isdigit() and last.isdigit()):
            return None
        if int(first) > int(last):
            self._say("range", f"The days {days.data} are none.", days.place, days.data, "the fewer days ago first")
        return int(first), int(last)

    # ---- conditions ----

    def _condition(self, value: Value | None, known: Mapping[str, str] | None) -> Condition | None:
        """known : the fields that can be compared, and what kind of value each has; None where that isn't known."""
        if value is None:
            return None
        if isinstance(value.data, list):
            return Every(tuple(self._parts(value, known)))
        if isinstance(value.data, dict):
            for word, build in (("all", Every), ("any", Some)):
                parts = value.get(word)
                if parts is not None and isinstance(parts.data, list):
                    return build(tuple(self._parts(parts, known)))
            inner = self._condition(value.get("not"), known)
            return Unless(inner) if inner is not None else None
        test = parse(str(value.data)) if isinstance(value.data, str) else None
        if test is None:
            if isinstance(value.data, str):
                say = f"'{value.data}' is not understood as a condition on a row."
                self._say("condition", say, value.place, value.data, EXPECTED)
            return None
        if known is not None:
            self._check(test, value, known)
        return test

    def _parts(self, value: Value, known: Mapping[str, str] | None) -> Iterator[Condition]:
        return filter(None, (self._condition(part, known) for part in value.data))

    def _check(self, test: Test, value: Value, known: Mapping[str, str]) -> None:
        kind = known.get(test.field)
        rows = next((name for name, fields in FIELDS.items() if fields is known), "")
        if kind is None:
            self._unknown_field(test.field, value, rows, known)
            return
        if (kind == NUMBER) != (test.verb != "is"):
            expected = f"{test.field} at least ..." if kind == NUMBER else f"{test.field} is ..."
            verb = test.verb
            what = "a number" if kind == NUMBER else "no number"
            self._say("comparison", f"'{test.field}' is {what}.", value.at(verb), verb, expected)
            return
        for word in test.words:
            self._word(word, kind, value)

    def _word(self, word: str, kind: str, value: Value) -> None:
        if not kind:
            return
        if kind in self.names._kinds:
            among = self.book.measures if kind == "measures" else self.names[kind]
            if not (kind == "tier" and word == "none"):
                self.findings += self.names.unknown(kind, word, value.at(word), among)
            return
        if kind == "pattern":
            words = [text(each.value, "pattern") for each in self.names["ladder"].values()]
        else:
            words = ["yes", "no"] if kind == YES_NO else kind.split(", ")
        if word not in words:
            near, expected = nearest(word, words), ", ".join(dict.fromkeys(words))
            self._say("unknown-word", f"'{word}' is none of them.", value.at(word), word, expected, near)

    # ---- circles ----

    def circles(self) -> Iterator[Finding]:
        """Derivations that read each other."""
        reads = {
            name: [each for each in read_by(what) if each in self.book.derivations]
            for name, what in self.book.derivations.items()
        }
        told: set[str] = set()
        for name in reads:
            path = _circle(name, reads)
            if path and not told & set(path):
                told |= set(path)
                say = f"These derivations wait for each other: {' -> '.join(path)}."
                place = self.book.derivations[name].place
                yield Finding("circle", say, *place, seen=name, expected="derivations that don't read themselves")

    def _say(self, code: str, say: str, place: object, seen: str, expected: str, near: str = "") -> None:
        self.findings.append(Finding(code, say, *place, seen=seen, expected=expected, nearest=near))  # type: ignore[misc]


def read_by(what: Derivation) -> list[str]:
    """The names of the derivations that one is worked out from, where it is from others."""
    signs = [test.field for sign in what.signs for test in tests_of(sign)]
    return [each for each in (what.of if what.take in OF_OTHERS else "", what.against, *signs) if each]


def _circle(name: str, reads: Mapping[str, list[str]]) -> list[str]:
    """The way from a name back to itself, or nothing."""
    ways, seen = [[name]], {name}
    while ways:
        way = ways.pop()
        for other in reads[way[-1]]:
            if other == name:
                return [*way, name]
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []

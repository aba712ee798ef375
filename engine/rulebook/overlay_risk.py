"""What an overlay loosens: red flags, lines that no coach may wave through, and whatever keeps a bone from harm.

A rule is loosened unless its new condition can be seen to be as strict as the old one (`no_looser`) and what it reads
is read as before; so what can't be shown to be as strict counts as loosened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from ..edits import Edit
from ..findings import Finding
from ..logic import NOWHERE, AtLeast, Below, Formula, Known, Ref, Sure, leaves, mapped, measure_of
from ..model import Flag, Line, Rule, Rulebook
from .derivations import read_by
from .no_looser import no_looser

BONE = "bone"  # the tissue
WRITTEN_OUT = (
    "pass",
    "not_fail",
    "symptoms",
    "flag",
    "contraindication",
    "applies",
    "part",
)  # gates and phases stay names
ACTIONS = ("modify", "scope_refer", "stop_refer", "emergency_stop")  # of a red flag, the strictest last
ACCEPT = "accept_risk: {by: who answers for it, reason: why it is safe all the same}"
Touch = tuple[str, str]  # the kind and name that a change gives


class Guard(NamedTuple):
    """Something that keeps an athlete from harm and is looser than it was; `touched_by`: what can be to blame."""

    id: str
    title: str
    what: str
    touched_by: frozenset[Touch]


def judged(base: Rulebook, book: Rulebook, edits: list[Edit]) -> tuple[list[Edit], list[Finding]]:
    """The edits with what each loosens, and a finding for each that loosens something and that nobody answers for."""
    edits, loosens = list(edits), dict[int, list[Guard]]()
    for guard in loosened(base, book):
        touching = [number for number, edit in enumerate(edits) if (edit.kind, edit.name) in guard.touched_by]
        for number in touching or range(len(edits)):
            loosens.setdefault(number, []).append(guard)
    findings = []
    for number, edit in enumerate(edits):
        guards = loosens.get(number, [])
        edits[number] = replace(edit, loosens=tuple((guard.title, guard.id) for guard in guards))
        if guards and not edit.risk[0]:
            first, more = guards[0], f" and {len(guards) - 1} more" if len(guards) > 1 else ""
            what = f"{first.what} {first.id} ({first.title}){more}"
            say = f"This loosens or removes {what}, and nobody answers for it."
            findings.append(Finding("loosened", say, *edit.place, seen=edit.name, expected=ACCEPT))
        if edit.risk[0] and not guards:
            say = "This loosens no red flag and no bone line, so nobody has to answer for it."
            seen, expected = edit.risk[0], "no accept_risk"
            findings.append(Finding("no-risk", say, *edit.place, seen=seen, expected=expected, severity="warning"))
    return edits, findings


def loosened(base: Rulebook, book: Rulebook) -> Iterator[Guard]:
    """Everything in a base that keeps an athlete from harm and is not kept as strict in another rulebook."""
    old, new = Reader(base), Reader(book)
    for flag in base.flags.values():
        now = book.flags.get(flag.id)
        milder = now is None or _sooner(flag, now)
        yield from _guard(flag.id, flag.title, "the red flag", "red_flag", old.raised(flag.id, new, milder))
    lines = {line.id: line for gate in book.gates.values() for line in gate.lines}
    for line in (line for gate in base.gates.values() for line in gate.lines):
        if line.flag and line.id not in lines and line.flag in book.flags:
            yield Guard(line.id, line.title, "the line", frozenset({("gate", line.gate)}))
        elif not line.flag and (not line.admit or old.of_bone(line.needs)):
            touched = old.asked(line, lines.get(line.id), new)
            yield from _guard(line.id, line.title, "the line", "rule", touched, ("gate", line.gate))
    for rule in old.bone_rules:
        still = new.rules.get(rule.id)
        kind = "contraindication" if rule.id in base.contraindications else "rule"
        touched = old.raised(rule.holds, new, still is None or still.data != rule.data)
        yield from _guard(rule.id, rule.because.rstrip("."), "the bone rule", kind, touched)
    sparing = {rule.id for rule in old.bone_rules if rule.id in base.contraindications}
    for exercise in base.exercises.values():
        other = book.exercises.get(exercise.id)
        if other is not None and sparing & {*exercise.avoid_when} - {*other.avoid_when}:
            touch = frozenset({("exercise", exercise.id)})
            yield Guard(exercise.id, exercise.name, "the care for bones in", touch)


def _guard(id_: str, title: str, what: str, kind: str, touched: set[Touch] | None, *own: Touch) -> Iterator[Guard]:
    if touched is not None:
        yield Guard(id_, title, what, frozenset(touched or {(kind, id_), *own}))


def _sooner(flag: Flag, now: Flag) -> bool:
    """Whether a flag does less than it did, or is dropped sooner."""
    days, after = flag.clears_after_days, now.clears_after_days
    milder = ACTIONS.index(now.action) < ACTIONS.index(flag.action)
    return milder or now.derived != flag.derived or (after != days and (days == 0 or 0 < after < days))


class Reader:
    """One rulebook, with its conditions written out to their comparisons."""

    def __init__(self, book: Rulebook):
        self.book = book
        self._whole: dict[str, Formula] = {}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every rule that holds something back, by id."""
        book = self.book
        lists = (book.tier_caps, book.left_out, book.today, book.running_load, book.regressions, book.advancing)
        return {rule.id: rule for part in lists for rule in part} | book.contraindications

    @cached_property
    def bone_rules(self) -> list[Rule]:
        return [rule for rule in self.rules.values() if rule.kind != "warn" and self.of_bone(rule.holds)]

    def raised(self, name: str, new: Reader, milder: bool) -> set[Touch] | None:
        """What can be to blame where something bad isn't concluded wherever it was, or leads to less; None where it is.

        An empty set: nothing but the rule itself.
        """
        if not milder and no_looser(self.whole(name), new.whole(name)):
            return self._read_otherwise(name, new)
        return self._written_in(name)

    def asked(self, line: Line, kept: Line | None, new: Reader) -> set[Touch] | None:
        """The same of a line that asks for less, to be met or to be kept, or can be admitted where it couldn't."""
        if kept is None or (kept.admit and not line.admit) or (line.keep and not kept.keep):
            return set()
        for name in [line.needs, line.keep] if line.keep else [line.needs]:
            if not no_looser(new.whole(name), self.whole(name)):
                return self._written_in(name)
            other = self._read_otherwise(name, new)
            if other is not None:
                return other
        return None

    def whole(self, name: str) -> Formula:
        """What a conclusion asks for, with the criteria, flags and contraindications that it reads written out."""
        if name not in self._whole:
            conclusion = self.book.conclusions.get(name)
            self._whole[name] = Ref(name) if conclusion is None else mapped(conclusion.formula, self._out)
        return self._whole[name]

    def _out(self, leaf: Formula) -> Formula:
        read = self.book.conclusions.get(leaf.name) if isinstance(leaf, (Ref, Sure)) else None
        return self.whole(read.name) if read is not None and read.kind in WRITTEN_OUT else leaf

    def of_bone(self, name: str) -> bool:
        """Whether it reads what is known about bones."""
        return any(BONE in self.book.measures[each].tissues for each in self._measures(name))

    def _read_otherwise(self, name: str, new: Reader) -> set[Touch] | None:
        """The measures, derivations, validity and tables that it reads and that aren't as they were; None: all are."""
        measures = [each for each in self._measures(name) if self._meaning(each) != new._meaning(each)]
        derived = [each for each in self._derived(name) | new._derived(name) if self._taken(each) != new._taken(each)]
        tables = [each for each in self._tables(name) if self._rows(each) != new._rows(each)]
        touched = {("measure", each) for each in measures} | {("table", each) for each in tables}
        touched |= {("validity", self.book.measures[each].valid) for each in measures}
        touched |= {(kind, each) for each in derived for kind in ("derivation", "add")}  # a change can only add one
        return touched or None

    def _written_in(self, name: str) -> set[Touch]:
        """The rules and criteria in which its condition is written."""
        kinds = ("criterion", "red_flag", "contraindication", "rule", "measure")
        return {(kind, each) for kind in kinds for each in self._rules(name)}

    def _facts(self, name: str) -> set[str]:
        return {leaf.fact for leaf in leaves(self.whole(name)) if isinstance(leaf, (AtLeast, Below, Known))}

    def _measures(self, name: str) -> list[str]:
        return sorted({measure_of(fact) for fact in self._facts(name)} & self.book.measures.keys())

    def _derived(self, name: str) -> set[str]:
        """The derivations of the measures that it reads, and those that these are worked out from."""
        found, ahead = set[str](), self._measures(name)
        while ahead:
            each = ahead.pop()
            if each in self.book.derivations and each not in found:
                found.add(each)
                ahead += read_by(self.book.derivations[each])
        return found

    def _tables(self, name: str) -> list[str]:
        return sorted({table for fact in self._facts(name) if (table := fact.partition("~")[2])})

    def _rules(self, name: str) -> set[str]:
        """The rules whose conclusions it reads, directly or by way of others, and itself."""
        found, ahead = set[str](), [name]
        while ahead:
            conclusion = self.book.conclusions.get(ahead.pop())
            if conclusion is not None and conclusion.name not in found:
                found |= {conclusion.name, conclusion.rule}
                ahead += [leaf.name for leaf in leaves(conclusion.formula) if isinstance(leaf, (Ref, Sure))]
        return found

    def _meaning(self, name: str) -> object:
        """What an answer to a measure means and for how long: all of it but its words and its place."""
        measure = self.book.measures.get(name)
        if measure is None:
            return None
        plain = replace(measure, place=NOWHERE, title="", question="", how="", example="", stop_sign="", screen="",
                        test={}, source=())  # fmt: skip
        validity = self.book.validity.get(measure.valid, {})
        return plain, validity.get("days"), validity.get("stale")

    def _taken(self, name: str) -> object:
        """What a derivation takes from a log: all of it but its words and its place."""
        what = self.book.derivations.get(name)
        return replace(what, place=NOWHERE, title="", unit="", because="", source=()) if what is not None else None

    def _rows(self, name: str) -> object:
        table = self.book.tables.get(name)
        return (table.of, table.by, table.split, table.rows) if table is not None else None

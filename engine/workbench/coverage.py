"""What the cases of a rulebook have seen.

Each condition true, false and unknown, and whether each side decided something: turned round in some case and all else
as it was, the rule would have come out otherwise. And for each threshold, whether there is a case just on each side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..facts.norms import cuts_of
from ..facts.values import plain
from ..infer.reference import Interval, truth
from ..logic import (
    All,
    AnyOf,
    AtLeast,
    Below,
    Conclusion,
    Formula,
    Known,
    Ref,
    Sure,
    Truth,
    leaves,
    measure_of,
)
from ..model import Rulebook, Table
from .leaf_words import exchanged, fact_words, leaf_words

# What authors write conditions for; the rest follows from the order of phases and gates.
WRITTEN = (
    "pass", "not_fail", "line", "keep", "self_report", "symptoms", "contraindication", "applies", "level", "advancing",
    "reductions", "regressions", "recover", "reduce", "warn", "cap", "note", "tier_cap", "frequency", "left_out",
    "cycle", "flat", "apart", "less", "same", "more", "protocol", "time_off", "served",
)  # fmt: skip
ALWAYS: Formula = All(())
NEVER: Formula = AnyOf(())
TRUTHS: tuple[Truth, ...] = (True, False, None)
POSITION = "position"
ADDED = ("part", "applies")
SIDES = ("just below", "just at it")


@dataclass
class Seen:
    """One condition of one rule: the truths that it had, and those with which it decided something."""

    rule: str
    leaf: Formula
    truths: set[Truth] = field(default_factory=set)
    decided: set[Truth] = field(default_factory=set)
    can_be_unknown: bool = True
    idle: bool = False  # it is declared that the rule comes out the same without it

    @property
    def whole(self) -> bool:
        """Whether it was seen with every truth, and decided with each side."""
        return len(self.truths) == len(TRUTHS) and len(self.decided) == len(TRUTHS) - 1

    @property
    def missing(self) -> list[str]:
        """What no case has shown, in words."""
        sides = ((True, "true"),) if isinstance(self.leaf, Known) else ((True, "true"), (False, "false"))
        found = [f"never {said}" for value, said in sides if value not in self.truths]
        if self.can_be_unknown and None not in self.truths:
            found.append("never unknown")
        if self.idle:
            return found
        found += [f"{said} but deciding nothing" for value, said in ((True, "true"), (False, "false"))
                  if value in self.truths and value not in self.decided]  # fmt: skip
        return found


@dataclass
class Threshold:
    """One cut of one rule, or one row of a table: the sides on which a value can be, and those that a case was on."""

    rule: str
    words: str
    possible: list[str]
    sides: set[str] = field(default_factory=set)

    @property
    def missing(self) -> list[str]:
        return [side for side in self.possible if side not in self.sides]


class Coverage:
    """Takes what each case has seen; `conditions` and `thresholds` say what that comes to."""

    def __init__(self, book: Rulebook, declared: Iterable[str] = ()):
        """declared: small changes that change nothing, in the words of `rules test --mutate`."""
        self.book, self.declared = book, frozenset(declared)
        self.conclusions = [(each, _asked(each, book)) for each in counted(book)]
        self.conditions: dict[tuple[str, Formula], Seen] = {}
        self.thresholds: dict[tuple[str, str, int], Threshold] = {}
        self.rows: dict[tuple[str, int, str], Threshold] = {}
        for conclusion, asked in self.conclusions:
            for leaf in asked:
                self._begin(conclusion, leaf)
        for table in book.tables.values():
            for number, (up_to, cuts) in enumerate(table.rows):
                for word in cuts:
                    words, possible = self._row(table, up_to, word, cuts[word]), _possible(table.of, cuts[word], book)
                    self.rows[table.name, number, word] = Threshold(table.name, words, possible)

    def _begin(self, conclusion: Conclusion, leaf: Formula) -> None:
        unknown = not isinstance(leaf, (Sure, Known)) and not _closed(leaf, self.book) and not _given(leaf, self.book)
        self.conditions.setdefault((conclusion.rule, leaf), Seen(
            conclusion.rule, leaf, can_be_unknown=unknown,
            idle=f"{conclusion.rule}: without '{leaf_words(leaf, self.book)}'" in self.declared,
        ))  # fmt: skip
        if isinstance(leaf, (AtLeast, Below)) and "~" not in leaf.fact:
            possible = _possible(leaf.fact, leaf.cut, self.book)
            if possible:
                key, words = (conclusion.rule, leaf.fact, leaf.cut), leaf_words(leaf, self.book)
                self.thresholds.setdefault(key, Threshold(conclusion.rule, words, possible))

    def take(self, facts: Mapping[str, Interval], truths: Mapping[str, Truth]) -> None:
        """What one case has seen: what was known of its athlete, and what was concluded."""
        for conclusion, asked in self.conclusions:
            for leaf in [*asked]:
                seen = self.conditions[conclusion.rule, leaf]
                if seen.whole:
                    asked.remove(leaf)  # there is nothing left to see of it
                    continue
                value = truth(leaf, facts, truths)
                seen.truths.add(value)
                if (
                    value is not None
                    and value not in seen.decided
                    and self._decides(conclusion, leaf, value, facts, truths)
                ):
                    seen.decided.add(value)
        for (_, fact, cut), threshold in self.thresholds.items():
            _beside(threshold, facts.get(fact), cut)
        for table in self.book.tables.values():
            self._take_row(table, facts)

    def _decides(self, conclusion: Conclusion, leaf: Formula, value: bool, facts: Mapping[str, Interval],
                 truths: Mapping[str, Truth]) -> bool:  # fmt: skip
        other = exchanged(conclusion.formula, leaf, NEVER if value else ALWAYS)
        return truth(other, facts, truths) != truth(conclusion.formula, facts, truths)

    def _take_row(self, table: Table, facts: Mapping[str, Interval]) -> None:
        along, split = facts.get(table.by), facts.get(table.split) if table.split else None
        if along is None or along.low != along.high:
            return
        number = next(n for n, (up_to, _) in enumerate(table.rows) if up_to is None or along.low <= up_to)
        cuts = table.rows[number][1]
        counting = cuts_of(table, self.book, facts)
        for word, cut in cuts.items():
            own = (
                split is not None
                and split.low == split.high
                and self.book.measures[table.split].words[split.low] == word
            )
            if counting == [cut] and (not word or own):
                for fact in self.book.measures[table.of].facts():
                    _beside(self.rows[table.name, number, word], facts.get(fact), cut)

    def _row(self, table: Table, up_to: int | None, word: str, cut: int) -> str:
        by, of = self.book.measures[table.by], self.book.measures[table.of]
        up = f"up to {plain(by, up_to)}" if up_to is not None else "above"
        return (
            f"{fact_words(table.of, self.book)}: {plain(of, cut)}, {by.title.lower()} {up}{f', {word}' if word else ''}"
        )

    def as_lines(self, rules: Iterable[str] = ()) -> Iterator[str]:
        """All of it for a person; with `rules`, of those only."""
        only = {*rules} or {*self.book.tables, *(conclusion.rule for conclusion, _ in self.conclusions)}
        conditions = [each for each in self.conditions.values() if each.rule in only]
        thresholds = [each for each in (*self.thresholds.values(), *self.rows.values()) if each.rule in only]
        for seen in sorted((each for each in conditions if each.missing), key=lambda each: each.rule):
            yield f"{seen.rule}: {leaf_words(seen.leaf, self.book)}: {', '.join(seen.missing)}"
        for cut in sorted((each for each in thresholds if each.missing), key=lambda each: (each.rule, each.words)):
            yield f"{cut.rule}: {cut.words}: no case {' and none '.join(cut.missing)}"
        can = [each for each in conditions if each.can_be_unknown]
        for value, said in ((True, "true"), (False, "false")):
            decided = sum(value in each.decided for each in conditions)
            count = sum(value in each.truths for each in conditions)
            yield f"{count} of {len(conditions)} conditions were seen {said}, {decided} of them deciding something."
        yield f"{sum(None in each.truths for each in can)} of {len(can)} that can be unknown were."
        yield f"{sum(not each.missing for each in conditions)} of {len(conditions)} conditions are covered whole."
        both = sum(not each.missing for each in thresholds)
        yield f"{both} of {len(thresholds)} thresholds have a case just on each side."


def counted(book: Rulebook) -> list[Conclusion]:
    """The conclusions whose conditions an author wrote, and the hidden parts of those."""
    written = [each for each in book.conclusions.values() if each.kind in WRITTEN and not each.hidden]
    rules = {each.rule for each in written}
    return written + [each for each in book.conclusions.values() if each.kind == "part" and each.rule in rules]


def _asked(conclusion: Conclusion, book: Rulebook) -> list[Formula]:
    """The conditions of a conclusion, each once.

    A hidden part is none, and has conditions of its own; nor is a cut that every value meets. That something applies,
    and that a level takes the one below it, is written elsewhere and only added here.
    """
    added = ("part", "level") if conclusion.kind == "level" else ("part",) if conclusion.kind == "applies" else ADDED

    def asks(leaf: Formula) -> bool:
        if isinstance(leaf, (Ref, Sure)):
            return leaf.name in book.conclusions and book.conclusions[leaf.name].kind not in added
        measure = book.measures.get(leaf.fact) if isinstance(leaf, AtLeast) else None
        return not (isinstance(leaf, AtLeast) and measure is not None and leaf.cut <= measure.low)

    return [leaf for leaf in dict.fromkeys(leaves(conclusion.formula)) if asks(leaf)]


def _possible(fact: str, cut: int, book: Rulebook) -> list[str]:
    """The sides of a cut on which a value can be; none for a yes or no, which a condition has seen true or false."""
    measure = book.measures.get(measure_of(fact))
    if measure is None or measure.kind == "yes_no":
        return []
    if fact.endswith((".ratio", ".difference")):
        return list(SIDES)
    return [side for side, value in zip(SIDES, (cut - 1, cut), strict=True) if measure.low <= value <= measure.high]


def _closed(leaf: Formula, book: Rulebook) -> bool:
    """Whether a leaf reads what is only ever concluded to be true or false."""
    read = book.conclusions.get(leaf.name) if isinstance(leaf, Ref) else None
    return read is not None and read.closed


def _given(leaf: Formula, book: Rulebook) -> bool:
    """Whether a leaf reads what always has a value: the position, and what stands where nothing was said."""
    measure = book.measures.get(measure_of(leaf.fact)) if isinstance(leaf, (AtLeast, Below)) else None
    return measure is not None and (measure.name == POSITION or bool(measure.if_not_given))


def _beside(threshold: Threshold, known: Interval | None, cut: int) -> None:
    if known is not None and known.low == known.high:
        threshold.sides |= {SIDES[1]} if known.low == cut else {SIDES[0]} if known.low == cut - 1 else set()

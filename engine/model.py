"""The one typed model that everything reads: measures, formulas, conclusions.

A *fact* is what is known about one quantity: an interval of whole steps, `low` to `high` (equal when it is known
exactly; "15+" is 15 up to the measure's largest value). A *formula* is built from comparisons of facts with constants
and from the truths of other conclusions. Its truth is one of three: True, False, or None for unknown (strong Kleene).

Formulas come in two stages. In the first nothing closes the world: what isn't known stays unknown. In the second, the
decision, `Sure` asks whether a first-stage conclusion is known to be true; a second-stage formula is never unknown.

Formulas are dataclasses and not named tuples: tuples of different classes with the same contents are equal, and "at
least 10" is not "below 10".
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, Union

Truth = bool | None

KNOW = 0        # first stage: three-valued
DECIDE = 1      # second stage: the world is closed


class Place(NamedTuple):
    """Where something stands in the rulebook: file relative to its root, line and column from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


NOWHERE = Place("", 0, 0)


# ---- formulas -------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class AtLeast:
    """The fact is at least `cut` (in steps). "At most n" is the negation of "at least n + 1"."""

    fact: str
    cut: int


@dataclass(frozen=True)
class Below:
    """The fact is below `cut` (in steps)."""

    fact: str
    cut: int


@dataclass(frozen=True)
class Known:
    """The fact is known exactly: true, or unknown, never false."""

    fact: str


@dataclass(frozen=True)
class Ref:
    """The truth of another conclusion of the same stage (or, in the second stage, of that stage)."""

    name: str


@dataclass(frozen=True)
class Sure:
    """Known to be true in an earlier stage. Only formulas of a later stage have it."""

    name: str


@dataclass(frozen=True)
class Not:
    part: Formula


@dataclass(frozen=True)
class All:
    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Count:
    """At least `least` of the parts."""

    least: int
    parts: tuple[Formula, ...]


Formula = Union[AtLeast, Below, Known, Ref, Sure, Not, All, AnyOf, Count]  # noqa: UP007 - the classes name it themselves
TRUE: Formula = All(())
FALSE: Formula = AnyOf(())


def parts_of(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly inside one."""
    if isinstance(formula, (All, AnyOf, Count)):
        return formula.parts
    if isinstance(formula, Not):
        return (formula.part,)
    return ()


def leaves(formula: Formula) -> list[Formula]:
    """Every comparison and reference in a formula, from left to right."""
    inner = parts_of(formula)
    if not inner and not isinstance(formula, (All, AnyOf, Count)):
        return [formula]
    return [leaf for part in inner for leaf in leaves(part)]


class Ask(NamedTuple):
    """One comparison as an author wrote it, kept so that a page can say what was seen and what was needed.

    `verb` is at least, at most, more than, less than, is or is not; it is compared with a `cut` in steps, or with the
    cuts of a `table`, or (words, yes or no) with `words`.
    """

    measure: str
    reading: str                            # each side, either side, left, right, side ratio, side difference, or ""
    verb: str
    cut: int | None = None
    table: str = ""
    words: tuple[str, ...] = ()


def margin(fact: str, table: str) -> str:
    """The name of the fact that says how far a value lies above the cut of a table."""
    return f"{fact}~{table}"


def measure_of(fact: str) -> str:
    """The measure that a fact is about: of `sl_calf_raise_reps.left~calf_g3` sl_calf_raise_reps."""
    return fact.partition("~")[0].partition(".")[0]


# ---- what is concluded ----------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Conclusion:
    """One named formula: a criterion's cut, a gate line, a gate, a flag, a step of the decision.

    `rule` is the id that users see (`G3.calf`), `name` the model's own (`G3.calf`, `G3.calf:keep`, ...).
    `say` is the author's sentence; `hidden` ones are scaffolding and stay out of the trace.
    """

    name: str
    rule: str
    kind: str
    formula: Formula
    stage: int
    place: Place
    say: str = ""
    source: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def closed(self) -> bool:
        """Only ever concluded to be true; what wasn't, when its turn is over, is false."""
        return self.stage == DECIDE


# ---- what can be known ----------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Measure:
    """One thing that can be known about an athlete.

    Values inside are whole numbers of `step`; `low` and `high` are the range in steps. `words` are the values of a
    measure in words, worst first where `ordered`; a yes or no is 0 for no, 1 for yes.
    """

    name: str
    kind: str                               # number, words, yes_no
    title: str
    at: tuple[str, ...]                     # where a facts file holds it
    place: Place
    unit: str = ""
    low: int = 0
    high: int = 1
    step: str = "1"
    digits: int = 0
    sides: bool = False
    better: str = "context"                 # higher, lower, context
    valid: str = ""
    words: tuple[str, ...] = ()
    ordered: bool = False
    units: dict[str, str] = field(default_factory=dict)
    applies: str = ""                       # name of the conclusion that says whether it applies
    question: str = ""
    how: str = ""
    example: str = ""
    stop_sign: str = ""
    screen: str = ""
    risk_factor: bool = False
    part_of: str = ""                       # the count that this one is a part of
    test: dict[str, Any] = field(default_factory=dict)
    worst_of: str = ""                      # the field of the pain list that it also takes the worst of
    site: str = ""                          # for a pain measure: the site and the field of the pain list
    if_not_given: str = ""                  # the word that stands where nothing was said
    quality: str = ""
    source: tuple[str, ...] = ()

    def facts(self) -> tuple[str, ...]:
        """The names of the facts that one value of this measure gives."""
        return (f"{self.name}.left", f"{self.name}.right") if self.sides else (self.name,)


@dataclass(frozen=True)
class Table:
    """A cut by age (or another whole number), or by sex as well; rows are "up to and including"."""

    name: str
    title: str
    of: str
    by: str
    split: str
    rows: tuple[tuple[int | None, dict[str, int]], ...]      # (largest `by` in steps, {split word or "": cut in steps})
    place: Place
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Criterion:
    """One measure's bands: the pair (not fail, pass)."""

    name: str
    title: str
    measure: str
    not_fail: str                           # names of conclusions
    passes: str
    because: str
    place: Place
    asks: tuple[Ask, ...] = ()              # of the cut above which it doesn't fail
    origin: dict[str, str] = field(default_factory=dict)
    quality: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One requirement of a gate. Its truth, what keeps it, and its applicability are conclusions of that name."""

    id: str
    gate: str
    title: str
    kind: str                               # test or record
    needs: str
    keep: str                               # "" when nothing loses it
    self_report: str
    applies: str                            # "" when it always applies
    because: str
    place: Place
    asks: tuple[Ask, ...] = ()
    criteria: tuple[str, ...] = ()
    caution: dict[str, Any] = field(default_factory=dict)
    admit: bool = True
    flag: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gate:
    """Lines that must all be met; `opens` is the phase behind it."""

    id: str
    title: str
    opens: str
    because: str
    lines: tuple[Line, ...]
    shows: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Flag:
    """A red flag: symptoms that stop training, or restrict it."""

    id: str
    title: str
    action: str
    say: str
    urgency: str
    because: str
    clears_after_days: int
    derived: bool                           # follows from other facts; a `none` to all flags doesn't answer those
    place: Place
    source: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        return self.action != "modify"


@dataclass(frozen=True)
class Rule:
    """Any other rule: a reduction, a regression, a cap, a line of today. `holds` names its conclusion."""

    id: str
    kind: str
    holds: str
    because: str
    place: Place
    asks: tuple[Ask, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """One rung of a ladder."""

    id: str
    name: str
    ladder: str
    rung: int
    pattern: str
    kit: tuple[tuple[str, ...], ...]
    legs: str
    from_phase: str
    counts: str
    tempo: str
    loaded: bool
    tissue: tuple[str, ...]
    cues: tuple[str, ...]
    avoid_when: tuple[str, ...]
    stop_when: str
    allowed: str                            # name of the conclusion
    place: Place
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ladder:
    id: str
    title: str
    pattern: str
    rungs: tuple[Exercise, ...]
    place: Place


@dataclass(frozen=True)
class Phase:
    id: str
    order: int
    title: str
    short: str
    purpose: str
    weeks: dict[str, int]
    sessions: dict[str, int]
    doses: dict[str, dict[str, dict[str, Any]]]
    days: tuple[dict[str, Any], ...]
    place: Place
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Interview:
    """How the interview goes; what a rulebook leaves out has no limit and no words.

    order     : the kinds of tests, in their order
    most_pain : out of 10, as it was written; None where pain holds no test back
    hard_run  : hours, orders (kinds of tests) and what is said
    held_back : why a test is not for today, by reason
    """

    question_minutes: int = 0
    sitting_minutes: int = 0
    order: tuple[str, ...] = ()
    most_pain: str | None = None
    declined_days: int = 0
    again_after_days: int = 0
    hard_run: dict[str, Any] = field(default_factory=dict)
    warm_up: str = ""
    held_back: dict[str, str] = field(default_factory=dict)


@dataclass
class Rulebook:
    """Everything that was read, and the conclusions in an order in which each stands after all that it reads."""

    measures: dict[str, Measure] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    criteria: dict[str, Criterion] = field(default_factory=dict)
    gates: dict[str, Gate] = field(default_factory=dict)
    flags: dict[str, Flag] = field(default_factory=dict)
    levels: list[Rule] = field(default_factory=list)
    notes: list[Rule] = field(default_factory=list)
    caps: list[Rule] = field(default_factory=list)
    advancing: list[Rule] = field(default_factory=list)
    time_off: list[Rule] = field(default_factory=list)
    today: list[Rule] = field(default_factory=list)
    today_gate: tuple[str, str] = ("", "")  # its id and title
    reductions: list[Rule] = field(default_factory=list)
    regressions: list[Rule] = field(default_factory=list)
    contraindications: dict[str, Rule] = field(default_factory=dict)
    phases: list[Phase] = field(default_factory=list)
    ladders: dict[str, Ladder] = field(default_factory=dict)
    exercises: dict[str, Exercise] = field(default_factory=dict)
    equipment: dict[str, dict[str, Any]] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    screens: list[dict[str, str]] = field(default_factory=list)
    interview: Interview = field(default_factory=Interview)
    validity: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    effort: dict[int, tuple[str, str]] = field(default_factory=dict)  # reserve -> words, what is left
    served: dict[str, str] = field(default_factory=dict)
    conclusions: dict[str, Conclusion] = field(default_factory=dict)
    digest: str = ""
    files: tuple[str, ...] = ()

    def phase(self, name: str) -> Phase | None:
        """The phase of that name, or None."""
        return next((phase for phase in self.phases if phase.id == name), None)

    def gate_of(self, order: int) -> Gate | None:
        """The gate that opens the phase with that order number."""
        if not 1 <= order <= len(self.phases):
            return None
        name = self.phases[order - 1].id
        return next((gate for gate in self.gates.values() if gate.opens == name), None)

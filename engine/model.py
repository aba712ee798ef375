"""What a rulebook holds: measures, tables, criteria, gates, flags and rules, and what is trained.

The one typed model that everything reads, with its formulas and conclusions in `logic`, and phases, tiers and exercises
in `training`. Names of conclusions stand here in place of formulas: a gate line's `needs` is the name of the conclusion
that says whether it is met.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .asking import Interview
from .changing import Changing
from .derivations.model import Derivation, History, LoadRules
from .edits import Edited
from .logic import Ask, Conclusion, Place
from .training import Exercise, Ladder, Logbook, Phase, Protocol, Tier

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
    marks: int = 0                          # of how many marks it is the sum
    elapsed: bool = False                   # how long ago something was
    part_of: str = ""                       # the count that this one is a part of
    test: dict[str, Any] = field(default_factory=dict)
    worst_of: str = ""                      # the field of the pain list that it also takes the worst of
    sign_of: str = ""                       # for a yes or no: the field of the pain list that also says yes
    from_list: str = ""                     # race.to, race.since, injury.weeks or injury.any: worked out from that list
    tissues: tuple[str, ...] = ()           # only list entries of these tissues, and at these sites; () for all
    only_sites: tuple[str, ...] = ()
    log_only: bool = False                  # nobody is asked for it
    site: str = ""                          # for a pain measure: the site and the field of the pain list
    if_not_given: str = ""                  # the word that stands where nothing was said
    source: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """How long the test takes, both sides together; 0 for a plain question."""
        return int(self.test.get("minutes", 0))

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
    reads: tuple[str, ...] = ()             # the measures that its cuts read
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
    in_words: str = ""                      # what is needed, where a comparison doesn't say it
    reads: tuple[str, ...] = ()             # measures that its criteria read beside those of `asks`

    def measures(self) -> tuple[str, ...]:
        """Every measure that it takes to know whether the line is met."""
        return tuple(dict.fromkeys([*(ask.measure for ask in self.asks), *self.reads]))

    def asks_for(self, measure: str) -> bool:
        """Whether it takes this measure, by a comparison or by way of a criterion; a flag asks for its own."""
        return not self.flag and measure in self.measures()


@dataclass(frozen=True)
class Gate:
    """Lines that must all be met; `opens` is the phase behind it, or the tier of jumping."""

    id: str
    title: str
    opens: str
    because: str
    lines: tuple[Line, ...]
    shows: tuple[str, ...]
    place: Place

    def asks_for(self, measure: str) -> bool:
        """Whether one of its lines does."""
        return any(line.asks_for(measure) for line in self.lines)


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
    returning_weeks: int = 0                # enough in a phase that was reached before; 0: no shorter way
    time_off: list[Rule] = field(default_factory=list)
    time_off_gate: tuple[str, str] = ("", "")               # its id and title, as of what is shown in a gate's form
    today: list[Rule] = field(default_factory=list)
    today_gate: tuple[str, str] = ("", "")
    reductions: list[Rule] = field(default_factory=list)
    tier_caps: list[Rule] = field(default_factory=list)
    frequency: list[Rule] = field(default_factory=list)
    left_out: list[Rule] = field(default_factory=list)
    cycles: list[Rule] = field(default_factory=list)
    week: dict[str, Any] = field(default_factory=dict)      # what rules/week.yaml holds beside its rules
    week_never: list[Rule] = field(default_factory=list)    # rules of the week that never give way
    week_gives_way: list[Rule] = field(default_factory=list)    # those that do, the first first
    squad: dict[str, Any] = field(default_factory=dict)     # what rules/squad.yaml holds beside its rules
    squad_look: list[Rule] = field(default_factory=list)    # who of many athletes needs a look, the most urgent first
    running_load: list[Rule] = field(default_factory=list)
    running_gate: tuple[str, str] = ("", "")
    running_shows: tuple[str, ...] = ()
    progression: list[Rule] = field(default_factory=list)
    progression_words: dict[str, str] = field(default_factory=dict)
    loads: LoadRules | None = None          # how weights go up and down; None: nothing computes them
    plateaus: list[Rule] = field(default_factory=list)
    earned_after: int = 0                   # clean sessions in a row on a rung that earn the next; 0: none does
    regressions: list[Rule] = field(default_factory=list)
    contraindications: dict[str, Rule] = field(default_factory=dict)
    phases: list[Phase] = field(default_factory=list)
    tiers: list[Tier] = field(default_factory=list)
    protocols: dict[str, Protocol] = field(default_factory=dict)
    session: dict[str, Any] = field(default_factory=dict)   # how a session is put together, as knowledge/ has it
    ideas: list[dict[str, Any]] = field(default_factory=list)
    changing: Changing = field(default_factory=Changing)    # what can be changed, and at what price
    derivations: dict[str, Derivation] = field(default_factory=dict)
    history: History = field(default_factory=History)       # how a log is read
    importing: dict[str, Any] = field(default_factory=dict)     # how run files are read
    ladders: dict[str, Ladder] = field(default_factory=dict)
    exercises: dict[str, Exercise] = field(default_factory=dict)
    equipment: dict[str, dict[str, Any]] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    screens: list[dict[str, str]] = field(default_factory=list)
    interview: Interview = field(default_factory=Interview)
    logbook: Logbook = field(default_factory=Logbook)
    validity: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    effort: dict[int, tuple[str, str]] = field(default_factory=dict)  # reserve -> words, what is left
    conclusions: dict[str, Conclusion] = field(default_factory=dict)
    digest: str = ""
    edited: Edited | None = None            # where it is made of a base and differences
    places: dict[str, Place] = field(default_factory=dict)  # of GR, GD, GL and progress.same, where they are named
    standing: tuple[str, ...] = ()          # what every page says of a rulebook that is not the shipped one

    def phase(self, name: str) -> Phase | None:
        """The phase of that name, or None."""
        return next((phase for phase in self.phases if phase.id == name), None)

    def tier(self, name: str) -> Tier | None:
        """The tier of that name, or None."""
        return next((tier for tier in self.tiers if tier.id == name), None)

    def caps_below(self, tier: Tier) -> list[Rule]:
        """The caps and the bands of days off that, while they hold, keep out of a tier."""
        found = []
        for rule in [*self.tier_caps, *self.time_off]:
            highest = self.tier(str(rule.data.get("tier_at_most")))
            if "tier_at_most" in rule.data and (highest.order if highest else 0) < tier.order:
                found.append(rule)
        return found

    def tier_gate(self, name: str) -> Gate | None:
        """The gate that opens a tier of jumping."""
        return next((gate for gate in self.gates.values() if gate.opens == name), None)

    def gates_asking(self, measure: str) -> list[Gate]:
        """The gates with a line that asks for a measure."""
        return [gate for gate in self.gates.values() if gate.asks_for(measure)]

    @property
    def first_tested(self) -> int:
        """The order of the first phase behind a gate that asks for tests; 0 where none does."""
        tests = [measure.name for measure in self.measures.values() if measure.test]
        gates = [(phase.order, self.gate_of(phase.order)) for phase in self.phases]
        return next((order for order, gate in gates if gate and any(map(gate.asks_for, tests))), 0)

    def gate_of(self, order: int) -> Gate | None:
        """The gate that opens the phase with that order number."""
        if not 1 <= order <= len(self.phases):
            return None
        name = self.phases[order - 1].id
        return next((gate for gate in self.gates.values() if gate.opens == name), None)

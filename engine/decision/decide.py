"""One athlete, one day: both readers decide, are compared, and what they say becomes a decision.

Where the engine and the reference evaluator differ, nothing is decided: that is a fault of surefoot's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from ..facts.derive import Facts
from ..findings import Fault
from ..infer.durable import Engine, Firing
from ..infer.reference import conclude
from ..logic import Place, Truth
from ..model import Flag, Gate, Rule, Rulebook
from .gates import GateView, LineView, view_gate, view_running_load, view_time_off, view_today
from .missing import Missing, held, missing_of
from .today import load_rules, progression, today_rules, unsaid
from .trace import Because, trace
from .words import Wording, served_words

WEEKS = "weeks_in_phase"  # the measure
OUTCOMES = ("stop", "regress", "advance", "place", "hold")


@dataclass
class Decision:
    """What was decided, and everything that it rests on."""

    book: Rulebook
    facts: Facts
    truths: dict[str, Truth]
    wording: Wording
    outcome: str
    phase_before: str | None
    phase: str | None
    next_phase: str | None
    today: str
    level: str
    gates: dict[str, GateView]
    flags: list[Flag]
    firings: list[Firing]
    missing: list[Missing] = field(default_factory=list)
    blocking: list[LineView] = field(default_factory=list)  # lines of the next gate that aren't met, or unknown
    waiting: list[tuple[Rule, str]] = field(default_factory=list)  # what advancing takes and isn't there, in words
    today_rules: list[Rule] = field(default_factory=list)  # the lines that made today what it is, and warnings
    warnings: list[str] = field(default_factory=list)
    held_back: list[tuple[str, Place]] = field(default_factory=list)  # why who was placed was not placed further on
    lost_by: list[str] = field(default_factory=list)  # gates lost, GD, or flags whose clearance doesn't reach
    progression: tuple[str, list[Rule]] = ("same", [])  # what the next session does, and the rules that say so

    @cached_property
    def because(self) -> list[Because]:
        """Why, conclusion by conclusion; worked out when it is asked for, from the engine's firings."""
        return trace(self.firings, self.book, self.wording, unsaid(self))

    @property
    def tier(self) -> str | None:
        """The furthest tier of jumping that may be trained now."""
        reached = [tier.id for tier in self.book.tiers if self.true(f"tier:{tier.id}")]
        return reached[-1] if reached else None

    @property
    def next_gate(self) -> str | None:
        phase = self.book.phase(self.next_phase) if self.next_phase else None
        gate = self.book.gate_of(phase.order) if phase else None
        return gate.id if gate else None

    @property
    def weeks_here(self) -> int | None:
        """Weeks done in the phase that is trained, 0 for whoever only begins it; None where they aren't known."""
        known = self.facts.known.get(WEEKS)
        return 0 if self.phase != self.phase_before else known.low if known is not None else None

    @property
    def held(self) -> bool:
        """Whether the phase is held whatever the next gate says: a race ahead, the season."""
        return held(self.book, self.truths)

    def true(self, name: str) -> bool:
        return self.truths.get(name) is True


def decide(facts: Facts, book: Rulebook, engine: Engine, in_short: bool = False) -> Decision:
    """The decision for these facts.

    in_short : only the gates on which the reason rests are looked at line by line
    Errors: Fault, when the two readers differ or the engine fails.
    """
    truths, firings = engine.conclude(facts.known, facts.forced)
    check = conclude(book.conclusions, facts.known, facts.forced)
    differing = sorted(name for name, truth in truths.items() if truth != check[name])
    if differing:
        raise Fault(
            f"surefoot's two readers of the rules disagree on {', '.join(differing[:5])}"
            f"{' and more' if len(differing) > 5 else ''}. No gate is opened; please report it as a fault of surefoot."
        )
    # The same, and with the scaffolding that the engine is not asked about.
    return decided(facts, book, check, firings, in_short)


def decided(
    facts: Facts, book: Rulebook, truths: dict[str, Truth], firings: list[Firing], in_short: bool = False
) -> Decision:
    """The decision that follows from what was concluded. in_short : as of `decide`"""
    wording = Wording(book, facts, truths)
    position = facts.known.get("position")
    before = book.phases[position.low - 1].id if position is not None and 0 < position.low <= len(book.phases) else None
    outcome = next(name for name in OUTCOMES if truths.get(f"outcome:{name}") is True)
    reached = [phase.id for phase in book.phases if truths.get(f"phase:{phase.id}") is True]
    phase = before if outcome == "stop" else reached[-1] if reached else None
    order = next((each.order for each in book.phases if each.id == phase), 0)
    looked = _near(book, truths, order) if in_short else book.gates.values()
    decision = Decision(
        book,
        facts,
        truths,
        wording,
        outcome,
        before,
        phase,
        book.phases[order].id if order < len(book.phases) else None,
        _today(truths),
        next((level.id for level in reversed(book.levels) if truths.get(level.holds) is True), ""),
        {
            gate.id: view_gate(gate, wording, before is None)
            for gate in sorted(looked, key=lambda each: each.id)
        },
        [flag for flag in book.flags.values() if truths.get(flag.id) is True],
        firings,
    )
    _explain(decision)
    for view in (view_today(wording), view_time_off(wording), view_running_load(wording)):
        if view is not None:
            decision.gates[view.gate.id] = view
    return decision


def _near(book: Rulebook, truths: dict[str, Truth], order: int) -> list[Gate]:
    """The screen, the gates into the phase of that order and into the next one, and those that are lost."""
    near = [book.gate_of(each) for each in (1, order, order + 1)]
    return [gate for gate in book.gates.values() if gate in near or truths.get(f"{gate.id}:lost") is True]


def _today(truths: dict[str, Truth]) -> str:
    if truths.get("stop") is True:
        return "stop"
    return next((day for day in ("recover", "reduce") if truths.get(f"today:{day}") is True), "train")


def _explain(decision: Decision) -> None:
    """What stands in the way, what is missing, what made today what it is."""
    book, truths = decision.book, decision.truths
    gate = decision.gates.get(decision.next_gate or "")
    screen = decision.gates[book.gate_of(1).id] if book.gate_of(1) else None  # type: ignore[union-attr]
    if screen is not None and screen.status != "open":
        gate = screen
    if gate is not None and gate.status != "open":
        decision.blocking = gate.with_status("not_met") + gate.with_status("unknown")
    decision.today_rules = today_rules(decision)
    decision.waiting = _waiting(decision)
    decision.lost_by = _lost_by(decision)
    decision.held_back = _held_back(decision)
    decision.missing = missing_of(book, decision.facts, truths, decision.gates, decision.phase_before,
                                  decision.next_phase)  # fmt: skip
    decision.progression = progression(decision)
    decision.warnings = [
        decision.wording.fill(rule.because, rule.asks)
        for rule in [*decision.today_rules, *load_rules(decision)]
        if rule.kind == "warn"
    ]
    decision.warnings += book.standing
    decision.warnings += [str(getattr(warning, "say", warning)) for warning in decision.facts.warnings]


def _waiting(decision: Decision) -> list[tuple[Rule, str]]:
    if decision.phase_before is None or decision.phase != decision.phase_before:
        return []
    phase = decision.book.phase(decision.phase)
    assert phase is not None
    found = []
    for rule in decision.book.advancing:
        name = f"{rule.id}:{decision.phase}" if rule.data.get("served") else rule.holds
        if name in decision.truths and decision.truths[name] is not True:
            found.append((rule, served_words(rule, phase, decision.level, decision.wording)))
    return found


def _held_back(decision: Decision) -> list[tuple[str, Place]]:
    """At placement: caps that apply, and weeks of like training that aren't served."""
    book, phase = decision.book, decision.book.phase(decision.phase or "")
    if decision.outcome != "place" or phase is None:
        return []
    if decision.true("cycle"):
        rule = _new_cycle(decision)
        return [(decision.wording.fill(rule.because, rule.asks), rule.place)]
    found = [
        (decision.wording.fill(cap.because, cap.asks), cap.place)
        for cap in book.caps
        if decision.true(cap.holds) and (book.phase(str(cap.data.get("at_most"))) or phase).order <= phase.order
    ]
    served = book.conclusions.get(f"served:{phase.id}")
    if served is not None and not decision.true(served.name):
        weeks = f"{phase.weeks.get(decision.level, 0)} weeks"
        found.append((decision.wording.fill(served.say, (), title=phase.short, required=weeks), served.place))
    return found


def _new_cycle(decision: Decision) -> Rule:
    """Of the rules that begin a new cycle the one that begins furthest on."""
    rules = [rule for rule in decision.book.cycles if decision.true(rule.holds)]
    return max(rules, key=lambda rule: _order(decision.book, str(rule.data["begin_at"])))


def _lost_by(decision: Decision) -> list[str]:
    """What made the phase earlier than it was, or than the one with which a new cycle begins."""
    book, truths = decision.book, decision.truths
    if decision.outcome == "regress":
        meant = book.phase(decision.phase_before or "")
    elif decision.outcome == "place" and decision.true("cycle"):
        meant = book.phase(str(_new_cycle(decision).data["begin_at"]))
    else:
        return []
    reached = book.phase(decision.phase or "")
    if meant is None or (reached is not None and reached.order >= meant.order):
        return []
    found = [
        gate.id
        for gate in sorted(book.gates.values(), key=lambda each: each.id)
        if truths.get(f"{gate.id}:lost") is True and _order(book, gate.opens) <= meant.order
    ]
    if truths.get(f"time_off:{meant.id}") is True:
        found.append(book.time_off_gate[0])
    if truths.get(f"cleared_to:{meant.id}") is not True:
        found.append("clearance")
    return found


def _order(book: Rulebook, phase: str) -> int:
    """The order of a phase; of what is none (a tier that a gate opens) one beyond them all."""
    found = book.phase(phase)
    return found.order if found else len(book.phases) + 1

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
from ..model import Flag, Rule, Rulebook, Truth
from .gates import GateView, LineView, view_gate, view_time_off, view_today
from .trace import Because, trace
from .words import Wording

OUTCOMES = ("stop", "regress", "advance", "place", "hold")


@dataclass(frozen=True)
class Missing:
    """A measure that isn't known, and the lines that ask for it."""

    measure: str
    needed_by: tuple[str, ...]


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
    held_back: list[str] = field(default_factory=list)  # why someone who was placed was not placed further on
    lost_by: list[str] = field(default_factory=list)  # gates lost, GD, or flags whose clearance doesn't reach
    plan: object = None

    @cached_property
    def because(self) -> list[Because]:
        """Why, conclusion by conclusion; worked out when it is asked for, from the engine's firings."""
        return trace(self.firings, self.book, self.wording)

    @property
    def next_gate(self) -> str | None:
        phase = self.book.phase(self.next_phase) if self.next_phase else None
        gate = self.book.gate_of(phase.order) if phase else None
        return gate.id if gate else None

    def true(self, name: str) -> bool:
        return self.truths.get(name) is True


def decide(facts: Facts, book: Rulebook, engine: Engine) -> Decision:
    """The decision for these facts.

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
    truths = check  # the same, and with the scaffolding that the engine is not asked about
    wording = Wording(book, facts, truths)
    position = facts.known.get("position")
    before = book.phases[position.low - 1].id if position is not None and 0 < position.low <= len(book.phases) else None
    outcome = next(name for name in OUTCOMES if truths.get(f"outcome:{name}") is True)
    reached = [phase.id for phase in book.phases if truths.get(f"phase:{phase.id}") is True]
    phase = before if outcome == "stop" else reached[-1] if reached else None
    order = next((each.order for each in book.phases if each.id == phase), 0)
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
            for gate in sorted(book.gates.values(), key=lambda each: each.id)
        },
        [flag for flag in book.flags.values() if truths.get(flag.id) is True],
        firings,
    )
    _explain(decision)
    for view in (view_today(wording), view_time_off(wording)):
        if view is not None:
            decision.gates[view.gate.id] = view
    return decision


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
    decision.today_rules = [rule for rule in book.today if truths.get(rule.holds) is True]
    decision.waiting = _waiting(decision)
    decision.lost_by = _lost_by(decision)
    decision.held_back = _held_back(decision)
    decision.missing = _missing(decision)
    decision.warnings = [
        decision.wording.fill(rule.because, rule.asks) for rule in decision.today_rules if rule.kind == "warn"
    ]
    decision.warnings += [str(getattr(warning, "say", warning)) for warning in decision.facts.warnings]


def _waiting(decision: Decision) -> list[tuple[Rule, str]]:
    if decision.phase_before is None or decision.phase != decision.phase_before:
        return []
    found = []
    for rule in decision.book.advancing:
        name = f"{rule.id}:{decision.phase}" if rule.data.get("served") else rule.holds
        if name in decision.truths and decision.truths[name] is not True:
            found.append((rule, _served_words(decision, rule)))
    return found


def _served_words(decision: Decision, rule: Rule) -> str:
    served = rule.data.get("served")
    if not served:
        return decision.wording.fill(rule.because, rule.asks)
    phase = decision.book.phase(decision.phase or "")
    assert phase is not None
    weeks = phase.weeks.get(decision.level, 0)
    needed = weeks if served == "weeks" else (weeks * phase.sessions.get(decision.level, 0) + 1) // 2
    measure = decision.book.measures["weeks_in_phase" if served == "weeks" else "sessions_done"]
    return decision.wording.fill(
        rule.because,
        (),
        actual=decision.wording.value(measure, measure.name),
        required=f"{needed} {measure.unit}".strip(),
    )


def _held_back(decision: Decision) -> list[str]:
    """At placement: caps that apply, and weeks of like training that aren't served."""
    book, phase = decision.book, decision.book.phase(decision.phase or "")
    if decision.outcome != "place" or phase is None:
        return []
    found = [
        cap.because
        for cap in book.caps
        if decision.true(cap.holds) and (book.phase(str(cap.data.get("at_most"))) or phase).order <= phase.order
    ]
    served = book.conclusions.get(f"served:{phase.id}")
    if served is not None and not decision.true(served.name):
        found.append(
            decision.wording.fill(
                served.say, (), title=phase.short, required=f"{phase.weeks.get(decision.level, 0)} weeks"
            )
        )
    return found


def _lost_by(decision: Decision) -> list[str]:
    """What made the phase earlier than it was."""
    if decision.outcome != "regress":
        return []
    book, truths = decision.book, decision.truths
    before = book.phase(decision.phase_before or "")
    assert before is not None
    found = [
        gate.id
        for gate in sorted(book.gates.values(), key=lambda each: each.id)
        if truths.get(f"{gate.id}:lost") is True and (book.phase(gate.opens) or before).order <= before.order
    ]
    if truths.get(f"time_off:{before.id}") is True:
        found += [str(band.data.get("gate")) for band in book.time_off if truths.get(band.holds) is True]
    if truths.get(f"cleared_to:{before.id}") is not True:
        found.append("clearance")
    return found


def _missing(decision: Decision) -> list[Missing]:
    """Measures that aren't known, those of the nearest gate first, then those that most lines ask for."""
    book, facts = decision.book, decision.facts
    phase = book.phase(decision.next_phase or "")
    reach = phase.order if phase else len(book.phases)
    lines: dict[str, list[tuple[int, str]]] = {}
    for view in decision.gates.values():
        opens = book.phase(view.gate.opens)
        # What one stands in is kept until it is known to be lost: of the gates behind, nothing is owed.
        if opens is None or opens.order > reach or (decision.phase_before and 1 < opens.order < reach):
            continue
        for each in view.with_status("unknown"):
            for ask in each.line.asks:
                lines.setdefault(ask.measure, []).append((opens.order, each.line.id))
    for rule in [*book.today, *book.advancing]:
        for ask in rule.asks:
            lines.setdefault(ask.measure, []).append((reach + 1, rule.id))
    known = facts.known
    found = [
        (measure, wanted)
        for measure, wanted in lines.items()
        if any(fact not in known for fact in book.measures[measure].facts())
        and not (book.measures[measure].applies and decision.truths.get(book.measures[measure].applies) is False)
    ]
    found.sort(key=lambda item: (min(order for order, _ in item[1]), -len(item[1]), item[0]))
    return [Missing(measure, tuple(dict.fromkeys(line for _, line in sorted(wanted)))) for measure, wanted in found]

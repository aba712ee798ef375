"""The first lines of the page: the decision, its reason, and the nearest way through."""

from __future__ import annotations

from ..facts.values import plain
from ..logic import Ask
from .decide import Decision
from .entry import refused
from .gates import LineView
from .words import lower_first


def summary(decision: Decision) -> str:
    """The decision and its reason in one or two sentences, worded by the rulebook's outcomes."""
    book = decision.book
    phase = book.phase(decision.phase or "")
    unscreened = decision.outcome == "hold" and decision.today == "recover" and not decision.true("ready")
    last = decision.outcome == "hold" and not unscreened and phase is not None and decision.next_phase is None
    key = "hold_unscreened" if unscreened else "hold_last" if last else decision.outcome
    key = key if key in book.outcomes else decision.outcome
    flags = " ".join(f"{flag.title}." for flag in decision.flags if flag.stops)
    say = " ".join(dict.fromkeys(flag.say for flag in decision.flags if flag.stops))
    text = book.outcomes.get(key, "{reason}")
    fields = {"phase_title": phase.title if phase else "", "reason": reason(decision), "flags": flags, "say": say}
    for name, value in fields.items():
        text = text.replace("{" + name + "}", value)
    return " ".join(text.split())


def reason(decision: Decision) -> str:
    """Why this outcome and no other, the most telling thing first."""
    if decision.outcome == "regress":
        return " ".join(_lost(decision))
    if decision.outcome == "advance":
        gate = decision.gates.get(_gate_into(decision))
        return f"{gate.gate.title}: every line is met." if gate else ""
    if decision.outcome == "place" and (not decision.blocking or decision.true("cycle")):
        return " ".join([*(_stop(text) for text, _ in decision.held_back), *_lost(decision)])
    if decision.blocking:
        return " ".join(_sentence(view) for view in decision.blocking[:2]) + _more(len(decision.blocking) - 2)
    if decision.waiting:
        return " ".join(_stop(text) for _, text in decision.waiting[:2])
    if decision.today == "recover":
        return " ".join(
            _stop(decision.wording.fill(rule.because, rule.asks))
            for rule in decision.today_rules
            if rule.kind == "recover"
        )
    return decision.book.outcomes.get("no_gate_ahead", "")


def way_through(decision: Decision) -> str:
    """The nearest way to the next phase: what is short and by how much, what to test, how many weeks."""
    steps = []
    for view in decision.blocking:
        if view.status == "not_met":
            steps += [_short_of(ask, view, decision) for ask in view.line.asks[:1]]
        elif view.status == "unknown":  # of alternatives, one that is known to be short says how far
            known = [ask for ask in view.line.asks if _is_known(ask, decision)]
            steps += [_short_of(ask, view, decision) for ask in known[:1]]
    unknown = [
        view
        for view in decision.blocking
        if view.status == "unknown" and view.line.asks and not any(_is_known(ask, decision) for ask in view.line.asks)
    ]
    steps += _to_find_out(unknown, decision)
    steps += [lower_first(text.rstrip(".")) for rule, text in decision.waiting if rule.data.get("served") == "weeks"]
    return "; ".join(step for step in dict.fromkeys(steps) if step)


def _to_find_out(unknown: list[LineView], decision: Decision) -> list[str]:
    """What to test or log, by the first of it that can be; else what waits, with what it waits for."""
    now: dict[str, str] = {}
    later: dict[str, str] = {}
    for view in unknown:
        asked = [decision.book.measures[ask.measure] for ask in view.line.asks]
        why_not = [refused(each, decision.book, decision.facts.known, decision.truths) for each in asked]
        free = next((each for each, why in zip(asked, why_not, strict=True) if not why), None)
        if free is not None:
            now.setdefault(free.title, "log" if view.line.kind == "record" else "test")
        else:
            later.setdefault(asked[0].title, lower_first(why_not[0]).rstrip("."))
    found = now or later
    if not found:
        return []
    title = next(iter(found))
    said = f"{now.get(title, 'test')} {title.lower()}" + (f" and {len(found) - 1} more" if len(found) > 1 else "")
    return [said if now else f"{said}, as soon as that can be ({later[title]})"]


def _is_known(ask: Ask, decision: Decision) -> bool:
    return all(fact in decision.facts.known for fact in decision.book.measures[ask.measure].facts())


def _short_of(ask: Ask, view: LineView, decision: Decision) -> str:
    """ "+2 on the left": how far a known number is from its cut; of what is no number what the line needs."""
    wording = decision.wording
    measure = decision.book.measures[ask.measure]
    cuts = wording.cuts(ask)
    if not cuts or measure.kind != "number":
        return f"{view.line.title.lower()}: {view.line.in_words or wording.required_one(ask)}"
    upward = ask.verb in ("at least", "more than")
    cut = max(cuts) if upward else min(cuts)
    parts = []
    for fact in measure.facts():
        known = wording.fact(fact)
        if known is None:
            continue
        short = cut - known.high if upward else known.low - cut
        if short > 0:
            amount = f"+{plain(measure, short)}" if upward else f"down by {plain(measure, short)}"
            parts.append(f"{amount} on the {fact.rpartition('.')[2]}" if measure.sides else amount)
    return (
        f"{measure.title.lower()} {', '.join(parts)}"
        if parts
        else f"{measure.title.lower()}: {wording.required_one(ask)}"
    )


def _sentence(view: LineView) -> str:
    title = view.line.title
    if view.status == "unknown":
        return (
            _stop(f"{title}: {view.actual}")
            if view.line.flag
            else _stop(f"{title}: {view.actual}; {view.required} needed")
        )
    return _stop(f"{title}: {lower_first(view.say)}" if not view.line.flag else view.say)


def _lost(decision: Decision) -> list[str]:
    sentences = []
    for name in decision.lost_by:
        view = decision.gates.get(name)
        if name == "clearance":
            sentences.append(decision.book.outcomes.get("not_cleared", ""))
        elif name == decision.book.time_off_gate[0]:
            sentences += [
                _stop(decision.wording.fill(band.because, band.asks))
                for band in decision.book.time_off
                if decision.truths.get(band.holds) is True
            ]
        elif view is not None:
            lost = [
                each
                for each in view.lines
                if each.line.keep and decision.truths.get(each.line.keep) is False and each.status != "not_applicable"
            ]
            sentences += [_stop(f"{each.line.title}: {lower_first(each.say)}") for each in lost]
    return list(dict.fromkeys(sentences))


def _gate_into(decision: Decision) -> str:
    phase = decision.book.phase(decision.phase or "")
    gate = decision.book.gate_of(phase.order) if phase else None
    return gate.id if gate else ""


def _stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _more(count: int) -> str:
    return f" {count} more line{'s stand' if count != 1 else ' stands'} open." if count > 0 else ""

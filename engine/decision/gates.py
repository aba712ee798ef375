"""Gates, lines and bands as the contract words them, from the truths of their conclusions."""

from __future__ import annotations

from dataclasses import dataclass

from ..logic import Truth
from ..model import Gate, Line, Rule
from .words import Wording

BANDS: dict[tuple[Truth, Truth], str] = {  # (not fail, pass)
    (True, True): "pass",
    (True, False): "caution",
    (False, False): "fail",
    (None, None): "unknown",
    (None, False): "at_best_caution",
    (True, None): "at_least_caution",
}
SO_FAR = {"met": "no", "unknown": "not yet known"}  # of a rule that would make a day smaller


@dataclass(frozen=True)
class LineView:
    """One line of a gate for one athlete."""

    line: Line
    status: str  # met, met_with_caution, not_met, unknown, not_applicable
    band: str
    side: str
    actual: str
    required: str
    unit: str
    say: str
    basis: str  # measured, self_reported, override


@dataclass(frozen=True)
class GateView:
    """One gate for one athlete."""

    gate: Gate
    status: str  # open, closed, undetermined
    lost: bool
    admits: str  # full, reduced, none
    lines: tuple[LineView, ...]

    def with_status(self, *statuses: str) -> list[LineView]:
        return [view for view in self.lines if view.status in statuses]


def band_of(name: str, wording: Wording) -> str:
    """The band of a criterion."""
    criterion = wording.book.criteria[name]
    measure = wording.book.measures[criterion.measure]
    if measure.applies and wording.truths.get(measure.applies) is False:
        return "not_applicable"
    return BANDS.get((wording.truths.get(criterion.not_fail), wording.truths.get(criterion.passes)), "unknown")


def view_gate(gate: Gate, wording: Wording, placing: bool) -> GateView:
    """The gate as it stands; `placing`: someone without a position, whose records are from their own account."""
    lines = tuple(_view_line(line, wording, placing) for line in gate.lines)
    known = wording.truths.get(f"{gate.id}:place" if placing else gate.id)
    status = {True: "open", False: "closed", None: "undetermined"}[known]
    careful = any(view.status == "met_with_caution" for view in lines)
    admits = "none" if known is not True else "reduced" if careful else "full"
    return GateView(gate, status, wording.truths.get(f"{gate.id}:lost") is True, admits, lines)


def view_today(wording: Wording) -> GateView | None:
    """Readiness today in the form of a gate: a line for each thing that could make the day smaller."""
    rules = [rule for rule in wording.book.today if rule.kind in ("recover", "reduce")]
    if not rules:
        return None
    id_, title = wording.book.today_gate
    lines = tuple(_view_rule(rule, id_, wording) for rule in rules)
    recover, reduce_ = (wording.truths.get(f"today:{day}") is True for day in ("recover", "reduce"))
    status = "closed" if recover else "open"  # what wasn't asked today doesn't close the day; today's pain reduces it
    admits = "none" if recover else "reduced" if reduce_ else "full"
    place = wording.book.places.get(id_, rules[0].place)
    return GateView(Gate(id_, title, "", "", (), (), place), status, False, admits, lines)


def view_time_off(wording: Wording) -> GateView | None:
    """Time off in the form of a gate: closed when the days off cost a phase."""
    bands = wording.book.time_off
    if not bands:
        return None
    id_, title = wording.book.time_off_gate
    within = [band for band in bands if wording.truths.get(band.holds) is True]
    costs = [band for band in within if band.data.get("back") or band.data.get("at_most")]
    lines = tuple(_view_rule(band, id_, wording, met=band not in costs) for band in within)
    status = "closed" if costs else "open" if within else "undetermined"
    admits = "none" if costs or not within else "full" if within[0] is bands[0] else "reduced"
    place = wording.book.places.get(id_, bands[0].place)
    return GateView(Gate(id_, title, "", "", (), (), place), status, False, admits, lines)


def view_running_load(wording: Wording) -> GateView | None:
    """The running load in the form of a gate: closed when it asks something of the strength work."""
    rules = wording.book.running_load
    if not rules:
        return None
    id_, title = wording.book.running_gate
    lines = tuple(_view_rule(rule, id_, wording) for rule in rules if rule.kind != "warn")
    asks = any(view.status == "not_met" for view in lines)
    status = "closed" if asks else "undetermined" if any(view.status == "unknown" for view in lines) else "open"
    admits = "full" if status == "open" else "none"
    gate = Gate(id_, title, "", "", (), wording.book.running_shows, wording.book.places.get(id_, rules[0].place))
    return GateView(gate, status, False, admits, lines)


def _view_rule(rule: Rule, gate: str, wording: Wording, met: bool | None = None) -> LineView:
    """A rule for today as a line: met when it doesn't hold, unknown when what it reads isn't known."""
    holds = wording.truths.get(rule.holds) is True
    known = all(fact in wording.facts.known for ask in rule.asks for fact in wording.book.measures[ask.measure].facts())
    status = ("met" if met else "not_met") if met is not None else "not_met" if holds else "met" if known else "unknown"
    measures = [wording.book.measures[ask.measure] for ask in rule.asks]
    if measures and all(each.applies and wording.truths.get(each.applies) is False for each in measures):
        status = "not_applicable"
    actual = wording.actual(rule.asks)
    say = wording.fill(rule.because, rule.asks)
    about_signs = "{signs}" in rule.because  # of several measures: no value of one is the title
    about_value = "{" in rule.because and not about_signs
    title = measures[0].title if about_value and measures else say.rstrip(".")
    title = rule.because.partition("{signs}")[0].rstrip(": ") if about_signs else title
    if status in ("unknown", "not_applicable") and about_value:
        say = f"{title}: {actual}"  # a sentence about a value, and there is none
    elif status in SO_FAR and not about_value:
        say = f"{title}: {SO_FAR[status]}"  # a sentence that isn't so, or nobody knows
    line = Line(rule.id, gate, title, "test", rule.holds, "", "", "", rule.because, rule.place, rule.asks,
                admit=False, source=rule.source)  # fmt: skip
    bands = [band_of(ask.measure, wording) for ask in rule.asks if ask.measure in wording.book.criteria]
    band, unit = bands[0] if len(bands) == 1 else "", measures[0].unit if measures else ""
    return LineView(line, status, band, "", actual, "", unit, say, "measured")


def _view_line(line: Line, wording: Wording, placing: bool) -> LineView:
    truths = wording.truths
    basis = "override" if line.needs in wording.facts.forced else "measured"
    met = truths.get(line.needs)
    if line.applies and truths.get(line.applies) is False:
        status = "not_applicable"
    elif placing and line.self_report:
        status, basis = {True: "met", False: "not_met", None: "unknown"}[truths.get(line.self_report)], "self_reported"
    elif met is True:
        status = "met_with_caution" if truths.get(f"{line.id}:caution") is True and basis == "measured" else "met"
    else:
        status = "not_met" if met is False else "unknown"
    if line.flag:
        return _view_flag(line, wording, status)
    bands = [band_of(name, wording) for name in line.criteria]
    band = next((each for each in bands if each not in ("unknown", "not_applicable")), bands[0] if bands else "")
    more = {"required": line.in_words} if line.in_words else {}
    say = wording.fill(line.because, line.asks, **more)
    return LineView(
        line,
        status,
        band,
        wording.sides(line.asks) if status == "not_met" else "",
        wording.actual(line.asks),
        line.in_words or wording.required(line.asks),
        wording.book.measures[line.asks[0].measure].unit if line.asks else "",
        say,
        basis,
    )


def _view_flag(line: Line, wording: Wording, status: str) -> LineView:
    answer = {"met": "no", "not_met": "yes, or not yet cleared", "unknown": "not yet answered"}.get(status, status)
    return LineView(
        line,
        status,
        "",
        "",
        answer,
        "no",
        "",
        wording.fill(line.because, (), title=line.title, answer=answer),
        "measured",
    )

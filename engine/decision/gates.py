"""Gates, lines and bands as the contract words them, from the truths of their conclusions."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Gate, Line, Truth
from .words import Wording

BANDS: dict[tuple[Truth, Truth], str] = {  # (not fail, pass)
    (True, True): "pass",
    (True, False): "caution",
    (False, False): "fail",
    (None, None): "unknown",
    (None, False): "at_best_caution",
    (True, None): "at_least_caution",
}


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
    say = wording.fill(line.because, line.asks)
    return LineView(
        line,
        status,
        band,
        wording.sides(line.asks) if status == "not_met" else "",
        wording.actual(line.asks),
        wording.required(line.asks),
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

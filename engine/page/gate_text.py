"""Gates as text: what cost a phase, the gate ahead, and each line with what was seen and what is needed."""

from __future__ import annotations

from ..decision.decide import Decision
from ..decision.gates import GateView, LineView
from .plan_text import Paper

STATUS = {"open": "Open.", "closed": "Not open.", "undetermined": "Not yet known."}
LINE = {
    "met": "ok",
    "met_with_caution": "ok, with care",
    "not_met": "not yet",
    "unknown": "not yet known",
    "not_applicable": "does not apply",
}
FLAG = {"met": "no", "not_met": "raised", "unknown": "not yet answered"}
BASIS = {"self_reported": " (own account)", "override": " (coach's override)"}
OWN_ACCOUNT = "by own account"


def gate_text(page: Paper) -> None:
    """What cost the phase, where one was lost; then the gate ahead, or the medical screen while it isn't open."""
    decision = page.decision
    lost = next((decision.gates[name] for name in decision.lost_by if name in decision.gates), None)
    if decision.outcome == "regress" and lost is not None:
        page.title(f"What cost the phase: {lost.gate.title}{page.id_(lost.gate.id)}")
        _lines(page, lost, said=False)
    view = decision.gates.get(decision.next_gate or "")
    first = page.book.gate_of(1)
    if first is not None and decision.gates[first.id].status != "open":
        view = decision.gates[first.id]
    if view is not None and view is not lost:
        page.title(f"The gate ahead: {view.gate.title}{page.id_(view.gate.id)}")
        page.say(_status(view, decision))
        _lines(page, view)


def _status(view: GateView, decision: Decision) -> str:
    """Open or not; and where it is open and nobody goes through yet, what else that takes."""
    said = STATUS[view.status]
    care = sum(each.status == "met_with_caution" for each in view.lines)
    if view.status == "open" and care:
        said += f" {care} line{'s' if care != 1 else ''} with care, so at a reduced dose."
    wait = [text for _, text in decision.waiting] or [text for text, _ in decision.held_back]
    if view.status == "open" and decision.outcome in ("hold", "place") and wait:
        said += f" What it still takes: {wait[0]}"
    return said


def _lines(page: Paper, view: GateView, said: bool = True) -> None:
    told = 0
    for each in view.lines:
        if (each.line.flag and each.status == "met") or each.status == "not_applicable":
            continue
        if not said and each.status not in ("not_met", "unknown") and not _lost(each, page.decision):
            continue
        told += 1
        page.say(f"- {each.line.title}: {_answer(each, page)}{BASIS.get(each.basis, '')}{page.id_(each.line.id)}", 0, 2)
        care = each.line.caution.get("say")
        if each.status == "met_with_caution" and care:
            page.say(f"with care: {care}", 4)
    if not told and said:
        page.say("Every question answered; nothing speaks against training.")


def _lost(view: LineView, decision: Decision) -> bool:
    return bool(view.line.keep) and decision.truths.get(view.line.keep) is False


def _answer(view: LineView, page: Paper) -> str:
    """What was seen, what is needed where that isn't met, and the status."""
    if view.line.flag:
        return FLAG[view.status]
    seen = OWN_ACCOUNT if view.basis == "self_reported" else view.actual
    needs = f"needs {view.required}" if view.status in ("not_met", "unknown") and view.required else ""
    return f"{'; '.join(part for part in (seen, needs) if part)}{page.mark(LINE[view.status])}".strip()

"""A decision's report as one HTML file: nothing outside it, no script. In print, on a telephone, without colour and
read aloud it says the same.

    the decision  ->  the ladder of phases  ->  the criteria as bars  ->  the reasons  ->  the week  ->  the way on
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ..audit.bars import Bar, bars_of
from ..audit.reasons import Reasons
from ..audit.why_not import nearest_way
from ..decision.gates import GateView
from ..decision.roadmap import AHEAD, HERE, roadmap
from ..decision.summary import summary
from ..journal.trends import Point
from ..path.cheapest import path_to, target
from ..plan.sessions import Session
from . import rows
from .bar import PATTERNS, bar_picture, described
from .html_pieces import listed, paragraphs, section, whole_file
from .html_style import STYLE
from .path_data import path_data
from .path_html import path_html
from .report_style import REPORT_STYLE
from .text import GUIDANCE, TODAY
from .tree_html import tree_html
from .why_text import needs, way_title

PARTS = {"ladder": "The ladder of phases", "criteria": "The criteria", "reasons": "The reasons", "week": "The week",
         "path": "The way on"}  # fmt: skip
GATE = {"open": "open", "closed": "closed", "undetermined": "not yet known"}
WHERE = {"done": "behind", "here": "trained now", "ahead": "ahead"}
SO_FAR = "so far"
HOLDS = {  # sections of a facts file -> what a reader of the report gets to know
    "profile": "age, sex and body mass",
    "history": "training history",
    "measures": "results of tests",
    "readiness": "sleep and soreness",
    "pain": "pain",
    "symptoms": "symptoms",
    "red_flags": "answers about red flags",
    "clearances": "clearances",
    "running": "running",
    "races": "races",
    "injuries": "injuries",
    "position": "the phase, its weeks and days off",
    "log": "the training log",
    "week": "days and minutes",
    "equipment": "equipment",
}


def contains(reasons: Reasons) -> str:
    """What a report holds, in one sentence, to be said before it is written."""
    known = reasons.decision.facts.known.values()
    sections = {fact.path.partition(".")[0].partition("[")[0] for fact in known if fact.path}
    answers = reasons.decision.facts.answers
    sections |= {"week"} if answers.week.available_days else set()
    told = [words for name, words in HOLDS.items() if name in sections]
    return f"This report holds health details of {answers.athlete or 'an athlete'}: {', '.join(told)}."


def report_html(reasons: Reasons) -> str:
    """The whole file."""
    bars = bars_of(reasons)
    tree = reasons.outcome()
    parts = {
        "ladder": _ladder(reasons),
        "criteria": _criteria(bars),
        "reasons": tree_html(tree.children),
        "week": _week(reasons),
        "path": _path(reasons),
    }
    shown = {name: inside for name, inside in parts.items() if inside}
    links = "".join(f'<li><a href="#{name}">{PARTS[name]}</a></li>\n' for name in shown)
    body = [_head(reasons), f'<nav aria-label="On this page">\n<ul>\n{links}</ul>\n</nav>']
    body += [section(name, PARTS[name], inside, name) for name, inside in shown.items()]
    answers = reasons.decision.facts.answers
    return whole_file(f"{answers.athlete}, {answers.as_of}: why", STYLE + REPORT_STYLE, "\n".join(body))


def _head(reasons: Reasons) -> str:
    decision, subject = reasons.decision, reasons.subject
    answers = decision.facts.answers
    number = f", decision {subject.recorded.id}" if subject.recorded is not None else ""
    phase = reasons.book.phase(decision.phase or "")
    where = f"Phase {phase.order} of {len(reasons.book.phases)}, {phase.title}" if phase else "No phase yet"
    near = nearest_way(reasons)
    way = [f"{way_title(decision.outcome)}: {'; '.join(map(needs, near))}."] if near else []
    rulebook = f"Rulebook {reasons.book.digest[:12]}, surefoot {subject.version}."
    said = [summary(decision), *way, TODAY[decision.today], *decision.warnings]
    return (
        f'<header>\n<p class="who">{escape(answers.athlete)}, {answers.as_of}{number}. {escape(rulebook)}</p>\n'
        f"<h1>{escape(where)}: {escape(decision.outcome.upper())}</h1>\n{paragraphs(said)}\n"
        f"{paragraphs([contains(reasons)], 'contains')}\n{paragraphs([GUIDANCE], 'guidance')}\n</header>"
    )


# ---- the ladder -----------------------------------------------------------------------------------------------------


def _ladder(reasons: Reasons) -> str:
    items = []
    for stage in roadmap(reasons.decision):
        gate = reasons.book.gate_of(stage.phase.order)
        view = reasons.decision.gates.get(gate.id) if gate else None
        here = ' aria-current="step"' if stage.where == HERE else ""
        soonest = f", {stage.earliest} at the earliest" if stage.where == AHEAD and stage.earliest else ""
        title = f"<b>{stage.phase.order}. {escape(stage.phase.title)}</b>"
        where = SO_FAR if stage.where == HERE and not reasons.plan.sessions else WHERE[stage.where]
        status = f' <span class="status">{escape(where)}</span>{escape(soonest)}'
        screen = stage.phase.order == 1  # its questions are asked anew, whatever lies behind
        into = _gate(view, AHEAD if screen else stage.where) if view else ""
        items.append(f'<li class="{stage.where}"{here}>{title}{status}{into}</li>\n')
    return f'<ol class="ladder">\n{"".join(items)}</ol>'


def _gate(view: GateView, where: str) -> str:
    """The gate into a phase: open, closed or not yet known, and what is missing; one that is behind: kept or lost."""
    name = f"Gate {view.gate.id}, {view.gate.title}"
    if where != AHEAD and view.status != "open":
        status, said = ("lost", "") if view.lost else ("kept", "Nothing it asks for is known to be lost.")
        return f'<p class="gate">{escape(name)} <span class="status">{status}</span> {said}</p>'
    lines = [each for each in view.lines if each.status != "not_applicable"]
    met = sum(each.status in ("met", "met_with_caution") for each in lines)
    missing = [each.line.title for each in view.with_status("not_met")]
    unknown = [each.line.title for each in view.with_status("unknown")]
    said = f"{met} of {len(lines)} lines met"
    said += f"; not met: {', '.join(missing)}" if missing else ""
    said += f"; not yet known: {', '.join(unknown)}" if unknown else ""
    status = f'<span class="status">{GATE[view.status]}</span>'
    return f'<p class="gate">{escape(name)} {status} {escape(said)}.</p>'


# ---- the criteria ---------------------------------------------------------------------------------------------------


def _criteria(bars: list[Bar]) -> str:
    if not bars:
        return ""
    items = "".join(f"<li>{_bar(bar, number)}</li>\n" for number, bar in enumerate(bars, 1))
    legend = "Left stands above its bar, right below it. Hatched: fail; dotted: caution; plain: pass."
    return f'{paragraphs([legend], "about")}\n{PATTERNS}\n<ul class="bars">\n{items}</ul>'


def _bar(bar: Bar, number: int) -> str:
    unit = f", {bar.unit}" if bar.unit else ""
    went = [f"{f'{trend.side}: ' if trend.side else ''}{_history(trend.points)}" for trend in bar.history]
    drawn = f'<div aria-hidden="true">{bar_picture(bar, number)}</div>'  # the words below it say the same
    return (
        f"<h3>{escape(bar.title)}{escape(unit)}</h3>\n{drawn}\n"
        f"<p>{escape(described(bar))}</p>\n{paragraphs([f'So far, {each}.' for each in went], 'went')}"
    )


def _history(points: tuple[Point, ...]) -> str:
    return ", ".join(f"{each.text} on {each.date}" for each in points)


# ---- the week -------------------------------------------------------------------------------------------------------


def _week(reasons: Reasons) -> str:
    plan, decision = reasons.plan, reasons.decision
    if not plan.sessions:
        return paragraphs(plan.notes)
    days = "".join(
        f'<tr><th scope="row">{line.name} <time>{line.date}</time></th><td>{escape(line.text)}</td></tr>\n'
        for line in rows.strip(plan, decision)
    )
    table = f'<table class="days">\n<caption>Seven days</caption>\n<tbody>\n{days}</tbody>\n</table>' if days else ""
    why = rows.reasons(plan)
    sessions = "\n".join(_session(session, why.get(session.id, ""), reasons) for session in plan.sessions)
    gave = [say for _, say in rows.gave_way(plan)]
    more = f"<p>Not all of it fits. What gave way:</p>\n{listed(gave)}" if gave else ""
    return f"{table}\n{more}\n{sessions}\n{paragraphs(plan.notes)}"


def _session(session: Session, why: str, reasons: Reasons) -> str:
    told = list(_rows(session, reasons))
    return f"<h3>{escape(rows.heading(session))}</h3>\n{paragraphs([why])}\n{listed(told)}"


def _rows(session: Session, reasons: Reasons) -> Iterator[str]:
    for row in rows.Rows(reasons.decision, True).of(session):
        yield f"{row.slot}: {row.name}, {row.amount}. Effort: {row.effort}. Load: {row.load}."


# ---- the way on -----------------------------------------------------------------------------------------------------


def _path(reasons: Reasons) -> str:
    """The cheapest ways through to the next phase, each decided again, or what forbids it."""
    found = path_to(reasons.decision, reasons.subject.opened, target(reasons.decision, None))
    phases = {phase.id: phase.short for phase in reasons.book.phases}
    return path_html(path_data(found, reasons.subject.version), phases)

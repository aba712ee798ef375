"""The plan as one HTML file: nothing outside it, no script; on paper a page for the week and one for each session.

The words are the page's and the rows'. Without colour, on a telephone and read aloud it says the same.
"""

from __future__ import annotations

from html import escape

from ..decision.decide import Decision
from ..plan.sessions import Plan, Session
from . import rows
from .html_pieces import listed, paragraphs, section, whole_file
from .html_style import STYLE
from .text import GUIDANCE, Page

DISCREET = "Training"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
AFTER = (
    *("Done (yes, partly, no)", "Minutes", "Effort, 0 to 10"),
    *("Pain, 0 to 10, and where", "Pain the next morning"),
)


class Said(Page):
    """A page that is not wrapped: a list of what was said, as (kind, text) with kind title, item or paragraph."""

    def __init__(self, decision: Decision, plan: Plan):
        super().__init__(decision, plan, 80, False)
        self.said: list[tuple[str, str]] = []

    def say(self, text: str, indent: int = 0, hang: int | None = None) -> None:
        self.said.append(("item", text[2:]) if text.startswith("- ") else ("paragraph", text))

    def title(self, text: str) -> None:
        self.said.append(("title", text))


def as_html(decision: Decision, plan: Plan, discreet: bool = False) -> str:
    """The whole file, ending in a newline.

    discreet : the title of the file says "Training" and no more
    """
    who = decision.facts.answers.athlete
    title = DISCREET if discreet else f"Strength for running, {who or 'the week'}"
    words = rows.Rows(decision)
    body = [_head(decision, plan), _week(decision, plan)]
    for session in plan.sessions:
        words.anew()
        body.append(_session(session, words))
    body.insert(2, f'<p class="guidance">{escape(GUIDANCE)}</p>')
    return whole_file(title, STYLE, "\n".join(body))


# ---- the first page -------------------------------------------------------------------------------------------------


def _head(decision: Decision, plan: Plan) -> str:
    """Who, when and the decision; then what speaks against training, and today."""
    page = Said(decision, plan)
    page.top()
    (_, who), (_, decided), *others = page.said
    return f'<header>\n<p class="who">{escape(who)}</p>\n<h1>{escape(decided)}</h1>\n{_blocks(others)}</header>'


def _week(decision: Decision, plan: Plan) -> str:
    days, notes = rows.strip(plan, decision), [*(reason.say for reason in plan.fewer), *plan.notes]
    if not plan.sessions:
        return section("week", "The plan", paragraphs(notes))
    inside = []
    if days:
        cells = "".join(map(_day, days))
        inside.append(f'<table class="strip">\n<caption>Runs and strength, day by day</caption>\n{cells}</table>')
    else:
        inside.append(listed(f"{rows.named(each)}, {each.minutes} min: {each.title}" for each in plan.sessions))
    inside.append(listed(rows.reasons(plan).values()))
    broken = [text for _, text in rows.gave_way(plan)]
    if broken:
        inside.append(f"<h3>Not all of it fits. What gave way</h3>\n{listed(broken)}")
    inside.append(paragraphs([rows.never(plan), *notes]))
    missed = decision.book.session.get("missed")
    if missed:
        inside.append(f"<h3>Missed one?</h3>\n{paragraphs([str(missed)])}")
    if plan.idea is not None:
        idea = f"This week's idea: {str(plan.idea['title']).rstrip('.')}. {plan.idea['say']}"
        inside.append(paragraphs([idea]))
    less = [text for _, text in rows.smaller(plan)]
    if less:
        inside.append(f"<h3>Why it is less than usual</h3>\n{listed(less)}")
    return section("week", rows.week_title(plan), "\n".join(part for part in inside if part))


def _day(day: rows.DayLine) -> str:
    date = f"{day.date.day} {MONTHS[day.date.month - 1]}"
    name = f'{day.name} <time datetime="{day.date.isoformat()}">{date}</time>'
    return f'<tr><th scope="row">{name}</th><td{_mark(day)}>{escape(day.text)}</td></tr>\n'


def _mark(day: rows.DayLine) -> str:
    """Days with strength in bold, hard runs underlined: what the words say as well."""
    names = [*(["lift"] if day.sessions else []), *(["hard"] if day.text.startswith(("hard", "long", "race")) else [])]
    return f' class="{" ".join(names)}"' if names else ""


# ---- a session ------------------------------------------------------------------------------------------------------


def _session(session: Session, words: rows.Rows) -> str:
    inside = [paragraphs([f"Warm-up: {session.warm_up}", session.how])]
    inside += [_exercise(row) for row in words.of(session)]
    missing = rows.what_is_missing(session)
    inside.append(listed(line.removeprefix("- ") for line in missing))
    inside.append(_after())
    return section("session", rows.heading(session), "\n".join(part for part in inside if part))


def _exercise(row: rows.Row) -> str:
    amount, *others = row.lines()
    return (
        f'<article>\n<div>\n<h3>{row.number}. {escape(row.slot)}: {escape(row.name)}</h3>\n'
        f'<p class="amount">{escape(amount)}</p>\n{paragraphs(others)}\n</div>\n{_boxes(row)}\n</article>'
    )


def _boxes(row: rows.Row) -> str:
    """A box for each set and side."""
    what = f"{row.item.exercise.counts} and weight" if row.item.exercise.loaded else row.item.exercise.counts
    heads = "".join(f'<th scope="col">Set {number}</th>' for number in range(1, row.sets + 1))
    lines = "".join(
        f'<tr><th scope="row">{side.capitalize() if len(row.sides) > 1 else "Done"}</th>{"<td></td>" * row.sets}</tr>\n'
        for side in row.sides
    )
    return (
        f'<table class="boxes">\n<caption>Write in: {escape(what)}</caption>\n'
        f'<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n{lines}</tbody>\n</table>'
    )


def _after() -> str:
    """What is written down when it is done: each a label above its box."""
    boxes = "\n".join(f"<li>{escape(each)}</li>" for each in AFTER)
    return f'<div class="afterwards">\n<h3>Afterwards</h3>\n<ul class="after">\n{boxes}\n</ul>\n</div>'


# ---- pieces ---------------------------------------------------------------------------------------------------------


def _blocks(said: list[tuple[str, str]]) -> str:
    """What was said as headings, paragraphs and lists."""
    found: list[str] = []
    items: list[str] = []
    for kind, text in [*said, ("end", "")]:
        if kind != "item" and items:
            found.append(listed(items))
            items = []
        if kind == "item":
            items.append(text)
        elif kind == "title":
            found.append(f"<h2>{escape(text)}</h2>")
        elif kind == "paragraph":
            found.append(paragraphs([text]))
    return "\n".join(part for part in found if part) + "\n"

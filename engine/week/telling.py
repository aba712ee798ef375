"""The layout in words: why each session stands where it stands, and which rules gave way where."""

from __future__ import annotations

from collections.abc import Collection

from ..facts.answers import DAYS
from ..model import Rule
from .frame import WEEK
from .keeping import TOUCHING, Breach
from .layout import GaveWay, Layout

MOST_SAID = 2  # rules in one clause
RUNS = {"hard_run": "hard run", "long_run": "long run", "hilly_long_run": "long run", "race": "race"}


def day_name(day: int) -> str:
    """Mon to Sun; round the week."""
    return DAYS[day % WEEK].capitalize()


def why(layout: Layout, number: int) -> str:
    """One clause for one session; "" where it has no day."""
    day, lift = layout.days[number], layout.lifts[number]
    if day is None:
        return ""
    rules = layout.why[number]
    hard = next((rule for rule in layout.rules.gives_way if "hard_run_day" in rule.data.get("stands_on", ())), None)
    if hard is not None and lift.hard and day in layout.frame.hard:
        return f"after the hard run: {_lower(hard.because)}"
    if rules:
        return _kept(layout, number, rules)
    if not set(layout.frame.available) - {*layout.days}:
        return "your days leave no other"
    return "no other of your days is better"


def _kept(layout: Layout, number: int, rules: tuple[Rule, ...]) -> str:
    """What its day keeps; of a rule that it breaks all the same, that it breaks it least there."""
    broken = {
        each.rule.id for each in layout.gave_way if any(_has_part(layout, number, breach) for breach in each.breaches)
    }
    said = rules[:MOST_SAID]
    parts = (
        ("keeps", [rule for rule in said if rule.id not in broken]),
        ("comes nearest to", [rule for rule in said if rule.id in broken]),
    )
    titled = ((verb, " and ".join(str(rule.data.get("title", rule.id)) for rule in found)) for verb, found in parts)
    return ", and ".join(f"{verb} {titles}" for verb, titles in titled if titles)


def _has_part(layout: Layout, number: int, breach: Breach) -> bool:
    """Whether a session has a part in a breach; of the week as a whole every session has, but of two days that touch
    only one on either."""
    if breach.lift is not None:
        return number in (breach.lift, breach.other)
    if breach.near == TOUCHING and breach.day is not None:
        return layout.days[number] in (breach.day, (breach.day + 1) % WEEK)
    return True


def gave_way(layout: Layout, broken: GaveWay, standing: Collection[str]) -> str:
    """Which rule, and where: "Hard days apart: Tue and Wed."; "" where that was with sessions that don't stand.

    standing : the names of the sessions that the week still has; what was done already was taken out of it
    """
    title = str(broken.rule.data.get("title", broken.rule.id))
    where = "; ".join(dict.fromkeys(_where(layout, breach) for breach in _left(layout, broken, standing)))
    return f"{title[:1].upper()}{title[1:]}: {where}." if where else ""


def _left(layout: Layout, broken: GaveWay, standing: Collection[str]) -> list[Breach]:
    """Where a rule is broken by sessions that stand, and by runs."""
    gone = {number for number, lift in enumerate(layout.lifts) if lift.name not in standing}
    kept = {day for number, day in enumerate(layout.days) if number not in gone} | layout.frame.strains
    return [
        each
        for each in broken.breaches
        if each.lift not in gone and each.other not in gone
        and (each.near != TOUCHING or each.day is None or {each.day, (each.day + 1) % WEEK} <= kept)
    ]  # fmt: skip


def all_fits(layout: Layout, standing: Collection[str]) -> bool:
    """Whether nothing gives way for the sessions that stand."""
    return not any(_left(layout, each, standing) for each in layout.gave_way)


def never(layout: Layout) -> str:
    """The rules that don't give way, as one list; "" where none has a say."""
    titles = [str(rule.data.get("title", rule.id)) for rule in layout.never]
    return "; ".join(titles)


def _where(layout: Layout, breach: Breach) -> str:
    lift = layout.lifts[breach.lift].name if breach.lift is not None else ""
    day = layout.days[breach.lift] if breach.lift is not None else None
    here = f"{lift} on {day_name(day)}" if day is not None else ""
    if breach.other is not None and breach.day is not None:
        return f"{here} and {layout.lifts[breach.other].name} on {day_name(breach.day)} are {breach.hours} hours apart"
    if breach.near in RUNS and breach.day is not None:
        return f"{here} is {breach.hours} hours from the {RUNS[breach.near]} on {day_name(breach.day)}"
    if breach.near == TOUCHING and breach.day is not None:
        return f"{day_name(breach.day)} and {day_name(breach.day + 1)}"
    return here or f"{breach.missing} too many"


def _lower(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}".rstrip(".")

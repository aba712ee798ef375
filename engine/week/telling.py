"""The layout in words: why each session stands where it stands, and which rules gave way where."""

from __future__ import annotations

from ..facts.answers import DAYS
from ..model import Rule
from .frame import WEEK
from .keeping import Breach
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
        each.rule.id for each in layout.gave_way for breach in each.breaches if number in (breach.lift, breach.other)
    }  # fmt: skip
    said = rules[:MOST_SAID]
    parts = (
        ("keeps", [rule for rule in said if rule.id not in broken]),
        ("comes nearest to", [rule for rule in said if rule.id in broken]),
    )
    titled = ((verb, " and ".join(str(rule.data.get("title", rule.id)) for rule in found)) for verb, found in parts)
    return ", and ".join(f"{verb} {titles}" for verb, titles in titled if titles)


def gave_way(layout: Layout, broken: GaveWay) -> str:
    """Which rule, and where: "Hard days apart: Tue and Wed."."""
    title = str(broken.rule.data.get("title", broken.rule.id))
    where = "; ".join(dict.fromkeys(_where(layout, breach) for breach in broken.breaches))
    return f"{title[:1].upper()}{title[1:]}: {where}."


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
    if breach.near == "touching" and breach.day is not None:
        return f"{day_name(breach.day)} and {day_name(breach.day + 1)}"
    return here or f"{breach.missing} too many"


def _lower(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}".rstrip(".")

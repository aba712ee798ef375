"""Who needs a look, and why: the rules of rules/squad.yaml over one row, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ..model import Rule, Rulebook
from .row import Gap, Hurt, Look, Row, in_short, reason

UNIT = {"adherence": " %", "side_difference": " %"}
MOST_NAMED = 2
STOP = "stop"  # the outcome


def looked_at(row: Row, book: Rulebook) -> Row:
    """The row with every rule that applies to it, in the order of the rules; what isn't known applies to none.

    Of several rules that look at the same thing only the first is told; under a stop none that says how to train.
    """
    found: list[Look] = []
    stopped = row.outcome == STOP
    seen: set[str] = set()
    for rank, rule in enumerate(book.squad_look):
        what = str(rule.data["looks_at"])
        if stopped and rule.data.get("unless_stopped"):
            continue
        if what not in seen and _applies(rule, row):
            found.append(Look(rule.id, _said(rule, what, row, book), str(rule.data["discreet"]), rank))
            seen.add(what)
    return replace(row, look=tuple(found))


def silent_after(book: Rulebook) -> int | None:
    """After so many days without an entry somebody has gone silent; None where no rule says so."""
    silent = (rule.data for rule in book.squad_look if rule.data["looks_at"] == "silent_days")
    return next((int(data["at_least"]) for data in silent if "at_least" in data), None)


def amount(row: Row, what: str) -> Fraction | None:
    """The number that a rule looks at; None where it isn't known."""
    standing = row.standing
    numbers: dict[str, Any] = {
        "pain": row.hurt.points if row.hurt is not None else None,
        "flags": sum(not stops for *_, stops in standing.flags) if standing is not None else None,
        "silent_days": row.silent_days,
        "side_difference": row.gap.per_cent if row.gap is not None else None,
        "tests_overdue": len(row.overdue),
        "adherence": row.adherence,
    }
    return None if numbers[what] is None else Fraction(numbers[what])


def _applies(rule: Rule, row: Row) -> bool:
    what, data = str(rule.data["looks_at"]), rule.data
    if "is" in data:
        words = data["is"] if isinstance(data["is"], list) else [data["is"]]
        return (row.outcome if what == "outcome" else _today(row)) in words
    number = amount(row, what)
    if number is None:
        return False
    if "at_least" in data:
        return number >= Fraction(str(data["at_least"]))
    if "more_than" in data:
        return number > Fraction(str(data["more_than"]))
    return number < Fraction(str(data["less_than"]))


def _today(row: Row) -> str:
    """Today in a word; `unscreened` where it is a day without a plan because the medical screen isn't passed."""
    standing = row.standing
    if standing is None:
        return ""
    return "unscreened" if standing.today == "recover" and not standing.screened else standing.today


def _said(rule: Rule, what: str, row: Row, book: Rulebook) -> str:
    actual = _actual(what, row, book).rstrip(".") if "{actual}" in rule.because else ""
    return rule.because.replace("{actual}", actual)


def _actual(what: str, row: Row, book: Rulebook) -> str:
    """What was seen, in words."""
    standing = row.standing
    if what == "pain" and row.hurt is not None:
        return hurt_words(row.hurt)
    if what == "side_difference" and row.gap is not None:
        return gap_words(row.gap)
    if what == "tests_overdue":
        return named(row.overdue)
    if what == "silent_days":
        return f"{row.silent_days} days"
    if what == "adherence" and row.adherence is not None:
        return f"{int(row.adherence)} %"
    if standing is None:
        return row.problem
    if what == "flags" or (what == "outcome" and standing.outcome == STOP):
        stops = what == "outcome"
        return named([title for _, title, stop in standing.flags if stop is stops])
    return in_short(reason(standing, book))


def named(titles: Sequence[str]) -> str:
    """The first of them by name, and how many more."""
    more = f" and {len(titles) - MOST_NAMED} more" if len(titles) > MOST_NAMED else ""
    return f"{'; '.join(titles[:MOST_NAMED])}{more}"


def number(value: Fraction) -> str:
    """4, 2.5."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def hurt_words(hurt: Hurt) -> str:
    """6 out of 10, Achilles tendon, left side; of an earlier day it says so."""
    where = where_words(hurt)
    said = f"{'at least ' if hurt.at_least else ''}{number(hurt.points)} out of 10"
    told = f", told on {hurt.day}" if hurt.at_least and hurt.day is not None else ""
    return f"{said}{f', {where}' if where else ''}{told}"


def where_words(hurt: Hurt) -> str:
    """Achilles tendon, left side."""
    side = f"{hurt.side} side{'s' if hurt.side == 'both' else ''}" if hurt.side else ""
    return ", ".join(part for part in (hurt.site, side) if part)


def gap_words(gap: Gap) -> str:
    """24 %, single-leg calf raise, weaker on the left."""
    weaker = f", weaker on the {gap.weaker}" if gap.weaker else ""
    return f"{gap.per_cent} % ({gap.title}{weaker})"

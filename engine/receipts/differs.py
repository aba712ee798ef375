"""What differs between a decision as it was recorded and as it comes out now, in words: the gravest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..journal.canonical import canonical, loads
from ..journal.replanned import replanned

MOST = 6  # of one sort that are told one by one
GIST = ("outcome", "phase", "tier")


def results_differ(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Of two objects of `decide --json`, surefoot's version apart; nothing where they are the same to the byte."""
    was, now = ({**loads(canonical(each)), "surefoot": ""} for each in (was, now))
    if canonical(was) == canonical(now):
        return []
    found = [*_gist(was, now), *_gates(was, now), *_few(_named(was, now, "red_flags", ("id", "action"))),
             *_few(_plan(was, now)), *_trace(was, now)]  # fmt: skip
    if canonical(was["warnings"]) != canonical(now["warnings"]):
        found.append("the warnings are others")
    told = {"decision", "today", "gates", "red_flags", "plan", "because", "warnings"}
    rest = [key for key in {**was, **now} if key not in told and canonical(was.get(key)) != canonical(now.get(key))]
    found += [f"{key} is another" for key in rest]
    return found or ["its words are others"]


def facts_differ(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Of two facts documents, by the places of a facts file."""
    then, again = dict(_places("", loads(canonical(was)))), dict(_places("", loads(canonical(now))))
    places = [place for place in {**then, **again} if then.get(place) != again.get(place)]
    return _few(f"{place} was {then.get(place, 'not there')}, is {again.get(place, 'not there')}" for place in places)


def _gist(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    then, again = ({**{key: each["decision"].get(key) for key in GIST}, "today": each["today"]} for each in (was, now))
    for key, value in then.items():
        if value != again[key]:
            yield f"{key} was {value or 'none'}, is {again[key] or 'none'}"


def _gates(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    yield from _few(_named(was, now, "gates", ("id", "status", "admits", "lost")))
    then, again = ({"lines": [line for gate in each["gates"] for line in gate["lines"]]} for each in (was, now))
    yield from _few(_named(then, again, "lines", ("id", "status", "actual", "required", "side")))


def _named(was: Mapping[str, Any], now: Mapping[str, Any], key: str, columns: Sequence[str]) -> Iterator[str]:
    """Things with an id that came, went or are others in these columns."""
    then, again = ({str(each["id"]): each for each in of[key]} for of in (was, now))
    for name in {**then, **again}:
        if name not in then or name not in again:
            yield f"{name} {'is new' if name not in then else 'is not there any more'}"
            continue
        for column in columns:
            if canonical(then[name].get(column)) != canonical(again[name].get(column)):
                yield f"{name}: {column} was {_word(then[name].get(column))}, is {_word(again[name].get(column))}"


def _plan(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for each in replanned(was, now):
        what = f"session {each.session}" + (f", {each.exercise}" if each.exercise else "")
        yield f"{what}: {each.what} was {each.was or 'none'}, is {each.now or 'none'}"
    if not replanned(was, now) and canonical(was["plan"]) != canonical(now["plan"]):
        yield "the plan's words are others"


def _trace(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    then, again = ([canonical(each) for each in of["because"]] for of in (was, now))
    count = len({*then} ^ {*again})
    if then != again:
        yield f"of the reasons {count} are others" if count else "the reasons stand in another order"


def _places(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        for key, each in value.items():
            yield from _places(f"{path}.{key}" if path else str(key), each)
    else:
        yield path, _word(value)


def _word(value: Any) -> str:
    text = value if isinstance(value, str) else canonical(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _few(found: Iterator[str]) -> list[str]:
    told = list(found)
    return told if len(told) <= MOST else [*told[:MOST], f"and {len(told) - MOST} more of this sort"]

"""What of a plan would be another: sessions and exercises that came, went, or changed, between two `decide --json`.

What only tells of the past (last time, reasons, cues) is no part of a plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

AMOUNTS = ("sets", "reps", "seconds", "metres", "contacts", "tempo", "rest_s", "rir", "side")
WEIGHTS = ("load_kg", "assist_kg")


@dataclass(frozen=True)
class Replanned:
    """One difference.

    session  : its letter; exercise : its name, "" where the session itself is meant
    what     : session, exercise, dose, load_kg, assist_kg or day
    was, now : as the plan has them; None where there is none
    """

    session: str
    exercise: str
    what: str
    was: str | None
    now: str | None

    def as_json(self) -> dict[str, Any]:
        return {"session": self.session, "exercise": self.exercise or None, "what": self.what,
                "was": self.was, "now": self.now}  # fmt: skip


def replanned(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Replanned, ...]:
    """What differs between the plans of two decisions, in the order of the sessions."""
    old, new = ({each["id"]: each for each in result["plan"]["sessions"]} for result in (was, now))
    return tuple(each for letter in sorted({*old, *new}) for each in _session(letter, old.get(letter), new.get(letter)))


def _session(letter: str, was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> Iterator[Replanned]:
    if was is None or now is None:
        yield Replanned(letter, "", "session", _part(was, "focus"), _part(now, "focus"))
        return
    if was.get("date") != now.get("date"):
        yield Replanned(letter, "", "day", _text(was.get("date")), _text(now.get("date")))
    old, new = _items(was["items"]), _items(now["items"])
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            yield Replanned(letter, str((before or after or {})["name"]), "exercise",
                            _part(before, "dose"), _part(after, "dose"))  # fmt: skip
            continue
        if any(_text(before.get(key)) != _text(after.get(key)) for key in AMOUNTS):
            yield Replanned(letter, str(after["name"]), "dose", str(before["dose"]), str(after["dose"]))
        for key in WEIGHTS:
            if _text(before.get(key)) != _text(after.get(key)):
                yield Replanned(letter, str(after["name"]), key, _text(before.get(key)), _text(after.get(key)))


def _items(items: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], Mapping[str, Any]]:
    """The exercises of a session; one that stands there twice by its number too."""
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    for item in items:
        number = sum(name == item["exercise"] for name, _ in found)
        found[str(item["exercise"]), number] = item
    return found


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _part(of: Mapping[str, Any] | None, key: str) -> str | None:
    return None if of is None else str(of[key])

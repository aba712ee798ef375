"""What differs between two decisions, from their JSON objects: outcome, phase, today, tier, gates, lines, the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

HEAD = (("decision", "outcome"), ("decision", "phase"), ("decision", "tier"), ("decision", "level"), ("", "today"))
DOSE = ("dose", "contacts", "effort", "load", "tempo", "rest_s")
STATUS = {"not_met": "not met", "met_with_caution": "met with care", "not_applicable": "does not apply",
          "undetermined": "not yet known", "unknown": "not yet known"}  # fmt: skip
NONE = "none"


@dataclass(frozen=True)
class Difference:
    """One thing that is otherwise.

    what  : outcome, phase, tier, level, today, gate, line, flag, progression, session, exercise, dose, warning
    where : of a line its gate; of an exercise and a dose the session and the slot
    """

    what: str
    id: str
    title: str
    before: str
    after: str
    where: str = ""

    def as_json(self) -> dict[str, Any]:
        return {key: value for key, value in vars(self).items() if value or key in ("before", "after")}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """What differs, the decision first and the week last."""
    for section, key in HEAD:
        old, new = ((data[section] if section else data)[key] for data in (before, after))
        if old != new:
            yield Difference(key, "", key, _word(old), _word(new))
    yield from _flags(before, after)
    for old, new in _pairs(before["gates"], after["gates"]):
        yield from _gate(old, new)
    yield from _plan(before["plan"], after["plan"], before["decision"]["phase"] != after["decision"]["phase"])
    for said in _only(after["warnings"], before["warnings"]):
        yield Difference("warning", "", said, "", "said")
    for said in _only(before["warnings"], after["warnings"]):
        yield Difference("warning", "", said, "said", "")


def _gate(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for key in ("status", "lost"):
        if old[key] != new[key]:
            words = {True: "lost", False: "kept"} if key == "lost" else STATUS
            yield Difference("gate", new["id"], new["title"], *(words.get(each[key], each[key]) for each in (old, new)))
    for one, other in _pairs(old["lines"], new["lines"]):
        if one["status"] != other["status"]:
            yield Difference("line", other["id"], other["title"], _line(one), _line(other), new["id"])


def _line(line: Mapping[str, Any]) -> str:
    status = STATUS.get(line["status"], line["status"])
    return f"{status} ({line['actual']})" if line["actual"] else str(status)


def _flags(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    titles = {line["id"].partition(".")[2]: line["title"] for gate in after["gates"] for line in gate["lines"]}
    old, new = ({each["id"]: each for each in data["red_flags"]} for data in (before, after))
    for name in [*old, *(each for each in new if each not in old)]:
        if (name in old) != (name in new):
            words = ("in force" if name in flags else "not in force" for flags in (old, new))
            yield Difference("flag", name, titles.get(name, name), *words)


# ---- the plan -------------------------------------------------------------------------------------------------------


def _plan(old: Mapping[str, Any], new: Mapping[str, Any], other_phase: bool) -> Iterator[Difference]:
    steps = [plan["progression"]["step"] for plan in (old, new)]
    if steps[0] != steps[1]:
        yield Difference("progression", "", "the next session", *steps)
    sessions = ({each["id"]: each for each in plan["sessions"]} for plan in (old, new))
    was, now = sessions
    for name in [*was, *(each for each in now if each not in was)]:
        one, other = was.get(name), now.get(name)
        title = (other or one or {}).get("focus", "")
        if other_phase or one is None or other is None:
            if one is None or other is None or _short(one) != _short(other):
                yield Difference("session", name, title, _short(one), _short(other))
            continue
        if _when(one) != _when(other):
            yield Difference("session", name, title, _when(one), _when(other))
        yield from _items(name, one, other)


def _items(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    was, now = ({each["slot"]: each for each in session["items"]} for session in (old, new))
    for slot in [*was, *(each for each in now if each not in was)]:
        one, other, where = was.get(slot), now.get(slot), f"{name}, {slot}"
        if one is None or other is None or one["exercise"] != other["exercise"]:
            yield Difference(
                "exercise", (other or one or {}).get("exercise", ""), slot, _name(one), _name(other), where
            )
            continue
        said = [(str(one[key]), str(other[key])) for key in DOSE if one[key] != other[key]]
        if said:
            before, after = ("; ".join(each) for each in zip(*said, strict=True))
            yield Difference("dose", other["exercise"], other["name"], before, after, where)


def _short(session: Mapping[str, Any] | None) -> str:
    if session is None:
        return NONE
    return f"{session['focus']}, {_when(session)}"


def _when(session: Mapping[str, Any]) -> str:
    day = str(session["day"] or "").capitalize()
    return f"{day + ', ' if day else ''}{session['minutes']} min"


def _name(item: Mapping[str, Any] | None) -> str:
    return f"{item['name']}, {item['dose']}" if item is not None else NONE


def _pairs(old: list[Any], new: list[Any]) -> Iterator[tuple[Any, Any]]:
    """The same things of both, in the order of the later; what is only in one has nothing to be set beside."""
    before = {each["id"]: each for each in old}
    return ((before[each["id"]], each) for each in new if each["id"] in before)


def _only(texts: list[str], others: list[str]) -> list[str]:
    return [text for text in texts if text not in others]


def _word(value: Any) -> str:
    return NONE if value is None else str(value)

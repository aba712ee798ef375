"""What `rules impact` says, for a person and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..findings import Finding
from ..logic import Place
from .causes import Cause
from .impact import Differs, Impact, Other

SEEN = "a line or the plan"  # all that a discreet page says of some
FEW = 2  # lines of a past decision that are named
MOST = 12  # lines that a person is told of one decision's plan
WORDS = {
    "red_flags": "red flags",
    "progression": "next session",
    "lost": "gates lost",
    "load_kg": "kg",
    "assist_kg": "kg of help",
}
OPEN = ("outcome", "phase", "tier", "today", "level", "progression")  # what doesn't tell of health
Names = Mapping[str, str] | None


def _shown(each: Differs, names: Names) -> Differs:
    """A decision as it may be shown: discreetly without what tells of health, and under the athlete's short name."""
    if names is None:
        return each
    gist = tuple(other for other in each.gist if other.what in OPEN)
    cannot = tuple((which, ()) for which, _ in each.cannot)
    return replace(each, athlete=names[each.athlete], gist=gist, lines=(), plan=(), by=(), cannot=cannot)


# ---- for a person ---------------------------------------------------------------------------------------------------


def text_page(impact: Impact, names: Names = None, width: int = 80) -> str:
    """How many, by which rules, the current decisions whole, the past ones in a line each; ends in a newline.

    names : for a discreet page, each athlete's short name
    """
    current, past = impact.current, impact.past
    head = (
        f"{_many(impact.decisions, 'decision')} about {_many(impact.athletes, 'athlete')}: "
        f"{len(current) or 'no'} current and {len(past) or 'no'} past would differ."
    )
    if impact.differ:
        acting = [sum(each.acts for each in some) for some in (current, past)]
        head += (
            f" Something else would be decided or trained in {acting[0]} and {acting[1]} of them;"
            " in the rest a gate or a line is seen otherwise."
        )
    lines = textwrap.wrap(head, width)
    rules = impact.by_rule() if names is None else []  # a rule may tell of health
    if rules:
        lines += ["", "BY RULE"]
        for cause, now, then in rules:
            lines += _wrapped(f"{in_words(cause)}: {now} current, {then} past", width)
    if current:
        lines += ["", "CURRENT"]
        for each in current:
            lines += [*_block(_shown(each, names), width), ""]
        lines.pop()
    if past:
        lines += ["", "PAST, each on what was known then"]
        for each in (_shown(one, names) for one in past):
            lines += _wrapped(f"{_head(each)}: {_gist(each) or SEEN}{_by(each)}", width)
    return "\n".join(lines) + "\n"


def in_words(cause: Cause) -> str:
    """A rule with where it stands: in both where that isn't the same."""
    if cause.old is None and cause.new is None:
        return cause.rule
    if cause.old is None:
        return f"{cause.rule} (new, {cause.new})"
    if cause.new is None:
        return f"{cause.rule} (gone, {cause.old})"
    both = str(cause.old) if str(cause.old) == str(cause.new) else f"{cause.old}; now {cause.new}"
    return f"{cause.rule} ({both})"


def _head(each: Differs) -> str:
    return f"{each.athlete}:{each.id}, {each.as_of}"


def _block(each: Differs, width: int) -> Iterator[str]:
    yield _head(each)
    for which, findings in each.cannot:
        why = f": {'; '.join(finding.say for finding in findings)}" if findings else ""
        yield from _wrapped(f"can't be decided by the {which} rulebook{why}", width)
    if not (each.cannot or each.gist or each.gates or each.lines or each.plan):
        yield f"  {SEEN}"
    for other in each.gist:
        yield from _wrapped(f"{_word(other.what)}: {other.was} -> {other.now}", width)
    for other in (*each.gates, *each.lines):
        yield from _wrapped(f"{other.what} {other.title}: {_word(other.was)} -> {_word(other.now)}", width)
    plan = [*_plan(each)]
    for line in plan[:MOST]:
        yield from _wrapped(line, width)
    if len(plan) > MOST:
        yield f"  and {len(plan) - MOST} more of the plan: see --json"
    if each.by:
        yield from _wrapped(f"by {', '.join(map(in_words, each.by))}", width)


def _plan(each: Differs) -> Iterator[str]:
    """What is another in the plan; of another phase all of it is, so it isn't listed."""
    if each.plan and any(other.what == "phase" for other in each.gist):
        yield "the sessions are those of the other phase"
        return
    for part in each.plan:
        what = {"session": "", "exercise": "", "dose": "", "day": "day"}.get(part.what, WORDS.get(part.what, part.what))
        about = " ".join(word for word in (part.exercise, what) if word)
        said = f"session {part.session}{f', {about}' if about else ''}"
        if part.was == part.now:
            yield f"{said}: {part.was}, with another tempo, rest or effort"
        else:
            yield f"{said}: {part.was or 'nothing'} -> {part.now or 'nothing'}"


def _gist(each: Differs) -> str:
    """A decision's differences in one line."""
    if each.cannot:
        return f"can't be decided by the {' and the '.join(which for which, _ in each.cannot)} rulebook"
    said = [f"{_word(other.what)} {other.was} -> {other.now}" for other in each.gist]
    said += [f"{other.what} {_word(other.was)} -> {_word(other.now)}" for other in each.gates]
    few = [f"{other.what} {_word(other.was)} -> {_word(other.now)}" for other in each.lines]
    said += few if len(few) <= FEW else [f"{len(few)} lines"]
    if each.plan:
        said.append(f"{_many(len(each.plan), 'thing')} in the plan")
    return ", ".join(said)


def _by(each: Differs) -> str:
    return f"; by {', '.join(cause.rule for cause in each.by)}" if each.by else ""


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _word(word: str) -> str:
    return WORDS.get(word, word.replace("_", " "))


def _many(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'s' if count != 1 else ''}"


# ---- as JSON --------------------------------------------------------------------------------------------------------


def json_page(impact: Impact, names: Names = None) -> str:
    """The same as one object, indented, ending in a newline."""
    by_rule = impact.by_rule() if names is None else []
    rules = [{**_cause(cause), "current": now, "past": then} for cause, now, then in by_rule]
    data = {
        "old": impact.old.digest,
        "new": impact.new.digest,
        "athletes": impact.athletes,
        "decisions": impact.decisions,
        "current": len(impact.current),
        "past": len(impact.past),
        "rules": rules,
        "differ": [_differs(_shown(each, names)) for each in impact.differ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _differs(each: Differs) -> dict[str, Any]:
    return {
        "athlete": each.athlete,
        "decision": each.id,
        "as_of": each.as_of,
        "current": each.current,
        "was": {other.what: other.was for other in each.gist},
        "now": {other.what: other.now for other in each.gist},
        "gates": [_other(other) for other in each.gates],
        "lines": [_other(other) for other in each.lines],
        "plan": [part.as_json() for part in each.plan],
        "by": [_cause(cause) for cause in each.by],
        "cannot": {which: [_finding(one) for one in findings] for which, findings in each.cannot},
    }


def _other(other: Other) -> dict[str, str]:
    return {"id": other.what, "title": other.title, "was": other.was, "now": other.now}


def _cause(cause: Cause) -> dict[str, Any]:
    return {"rule": cause.rule, "old": _place(cause.old), "new": _place(cause.new)}


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"file": place.file, "line": place.line} if place is not None else None


def _finding(finding: Finding) -> dict[str, object]:
    """Without the line, which is of no file that is there."""
    return {key: value for key, value in finding.as_json().items() if key not in ("file", "line", "column")}

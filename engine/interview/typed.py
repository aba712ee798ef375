"""How people type an answer: two sides, some numbers of a list, days of the week.

Nothing is guessed: what can't be read in exactly one way is a mistake, and is asked again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..document import INTEGER, Number
from ..facts.answers import DAYS, SIDES
from ..facts.values import Amount, Mistake, expected, plain, read_amount, shown
from ..findings import nearest
from ..model import Measure
from .when import FULL_DAYS, NUMBERS

MARK = re.compile(r"(?<![a-z])(left|right|both|l|r)(?![a-z]) ?[:=]?")
BETWEEN = ("/", ";", ", ", " and ", " & ")
SPLIT = re.compile(r"[,;&\s]+")
PIECES = re.compile(r"\s*(?:[,;]|\band\b)\s*")
APART = re.compile(r"[0-9]{1,4}(?: [0-9]{1,4})+\Z")
NONE_WORDS = ("none", "no", "n", "0", "nothing", "none of these", "nil")
YES, NO = ("yes", "y", "yep", "yeah", "yes please", "ok"), ("no", "n", "nope")
NEVER = ("never", "not once")
NOT_YET = ("place me", "new", "not yet")
EVERY_DAY = ("all", "every day", "any", "any day")
SAME = ("same", "the same", "same as before", "same as last time", "as before", "as last time", "no change")
ALIKE = "(?:same|the same|each|each side|each leg|on both|both sides|both legs)"
ALIKE_TO_BOTH = re.compile(rf"{ALIKE} | {ALIKE}\Z")
SIDES_EXAMPLE = "both sides, as in L 12 R 14 or 12 14; 12 both where they are the same"
LEAST_OF_A_DAY = 2  # letters
THROUGH = re.compile(r"\b([a-z]+) ?(?:-|\u2013|\bto\b|\bthrough\b) ?([a-z]+)\b")
HOURS = re.compile(
    r"(?P<hours>[0-9]{1,4}) ?(?:h|hrs?|hours?)"
    r"(?: ?(?:and )?(?P<minutes>[0-5]?[0-9]) ?(?:m|mins?|minutes?)?)?\Z"
)
MINUTES_OF_AN_HOUR = 60


def tidy(text: str) -> str:
    """Small letters, single spaces, no full stop at the end."""
    return " ".join(text.lower().split()).rstrip(".!").strip()


# ---- one value, or one for each side --------------------------------------------------------------------------------


def value_of(measure: Measure, text: str, others: Sequence[str] = ()) -> Amount | Mistake:
    """One value. `others` are further names of the measure's words, in their order."""
    said = tidy(text)
    if measure.elapsed and said in (*NONE_WORDS[:3], *NEVER):
        most = plain(measure, measure.high)
        return Mistake(
            "number",
            f"'{shown(said)}' doesn't say how long ago.",
            shown(said),
            f"{expected(measure)}; if it never was, or is longer ago, {most}",
        )
    if measure.kind == "number":
        said = _in_digits(measure, said)
        if measure.marks and APART.match(said):
            said = said.replace(" ", "+")  # four marks, of which the sum counts
        return read_amount(measure, said if said != tidy(text) else text.strip().rstrip(".!"))
    if measure.kind == "yes_no":
        said = "yes" if said in YES else "no" if said in NO else said
    elif measure.kind == "words":
        if said in (*NONE_WORDS, *NOT_YET) and "none" in measure.words:
            said = "none"
        begin = [word for word in measure.words if said and word.startswith(said)]
        named = [word for word, other in zip(measure.words, others, strict=False) if said == other.lower()]
        said = named[0] if named else begin[0] if len(begin) == 1 else said
    return read_amount(measure, said)


def _in_digits(measure: Measure, said: str) -> str:
    """A number in words as digits; none of something that is counted is 0."""
    if measure.elapsed:
        said = said.removesuffix(" ago")
    words = said.split()
    many = next((many for many in (2, 1) if " ".join(words[:many]) in NUMBERS), 0)
    if many:
        said = " ".join([str(NUMBERS[" ".join(words[:many])]), *words[many:]])
    none = said in NONE_WORDS and said != "0"
    return "0" if none and measure.low <= 0 and not measure.elapsed else said


def sides_of(text: str) -> dict[str, str] | None:
    """What was typed for each side: left, right, or both; None where that isn't plain."""
    said = ALIKE_TO_BOTH.sub(" both ", tidy(text)).strip()
    marks = list(MARK.finditer(said))
    if not marks:
        return _two(said)
    ends = [mark.start() for mark in marks[1:]] + [len(said)]
    before = _bare(said[: marks[0].start()])
    after = [_bare(said[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    if before:  # 12 left 14 right: each value before its side
        if after.pop():
            return None
        after.insert(0, before)
    names = [{"l": "left", "r": "right"}.get(mark[1], mark[1]) for mark in marks]
    if len(set(names)) < len(names) or ("both" in names and len(names) > 1) or not all(after):
        return None
    return dict(zip(names, after, strict=True))


def _two(said: str) -> dict[str, str] | None:
    """Two values without their sides: the left one first."""
    for between in BETWEEN:
        parts = [_bare(part) for part in said.split(between)]
        if len(parts) == len(SIDES) and all(parts):
            return dict(zip(SIDES, parts, strict=True))
    words = said.split()
    half = len(words) // 2
    parts = [" ".join(words[:half]), " ".join(words[half:])]
    if len(words) % 2 == 0 and all(part.lstrip("+-")[:1].isdigit() for part in parts):
        return dict(zip(SIDES, parts, strict=True))
    return None


def _bare(text: str) -> str:
    return re.sub(r"^(?:and\b|[\s,;/])+|(?:\band|[\s,;/])+$", "", text)


def sides_mistake(measure: Measure, text: str) -> Mistake:
    """Why it isn't one value for each side."""
    wanted = f"{expected(measure)}, for {SIDES_EXAMPLE}"
    return Mistake("sides", f"'{shown(text)}' doesn't say one value for each side.", shown(text), wanted)


def written(measure: Measure, amount: Amount) -> object:
    """A value as a facts file has it: in the measure's own unit."""
    if measure.kind == "yes_no":
        return bool(amount.low)
    text = plain(measure, amount.low)
    if amount.low != amount.high:
        return f"{text}+"
    if measure.kind == "words":
        return text
    return int(text) if INTEGER.match(text) else Number(text)


# ---- lists ----------------------------------------------------------------------------------------------------------


def numbers_of(text: str, names: Sequence[str], none: bool = True) -> list[int] | Mistake:
    """Some numbers of a numbered list, as places in it from 0; `none` is an empty list."""
    wanted = f"numbers from 1 to {len(names)}, as in 2 or 1 3" + (", or none" if none else "")
    said = tidy(text)
    if none and said in NONE_WORDS:
        return []
    found: list[int] = []
    for token in SPLIT.split(re.sub(r"\band\b", " ", said)):
        if not token:
            continue
        number = int(token) if token.isdigit() and len(token) < 6 else 0
        if not 1 <= number <= len(names):
            return Mistake(
                "list",
                f"'{shown(token)}' is not a number of this list.",
                shown(token),
                wanted,
                nearest(token, NONE_WORDS[:1]) if none else "",
            )
        if number - 1 not in found:
            found.append(number - 1)
    return found or Mistake("list", f"'{shown(text)}' names nothing of this list.", shown(text), wanted)


def things_of(text: str, names: Sequence[str], house: Sequence[str]) -> tuple[list[int], list[int]] | Mistake:
    """Some things of a numbered list, by number or by name, and household things that aren't there: `no chair`."""
    found: list[int] = []
    without: list[int] = []
    pieces = [piece for piece in PIECES.split(tidy(text)) if piece]
    for piece in pieces:
        if piece in NONE_WORDS:
            continue
        if piece.startswith("no ") and piece[3:] in house:
            without.append(house.index(piece[3:]))
        elif piece in names:
            found.append(names.index(piece))
        else:
            numbers = numbers_of(piece, names)
            if isinstance(numbers, Mistake):
                wanted = f"numbers from 1 to {len(names)} or names, none, or no with a household thing, as in no chair"
                return Mistake("list", numbers.say, numbers.seen, wanted, nearest(piece, [*names, *house]))
            found += numbers
    return sorted(set(found)), sorted(set(without))


def days_of(text: str) -> list[str] | Mistake:
    """Days of the week, each once and in order: mon, Tuesday, Th."""
    said = tidy(text)
    if said in NONE_WORDS:
        return []
    if said in EVERY_DAY:
        return list(DAYS)
    found: set[int] = set()
    for token in SPLIT.split(re.sub(r"\band\b", " ", THROUGH.sub(r"\1-\2", said))):
        if not token:
            continue
        ends = [_day_named(end) for end in token.split("-")]
        if len(ends) == 2 and None not in ends:  # from one day through another, over the end of the week too
            first, last = (end or 0 for end in ends)
            found |= {(first + step) % len(FULL_DAYS) for step in range((last - first) % len(FULL_DAYS) + 1)}
            continue
        if len(ends) != 1 or ends[0] is None:
            return Mistake(
                "day",
                f"'{shown(token)}' is not a day of the week.",
                shown(token),
                f"days such as {', '.join(DAYS[:3])}; all, or none",
                nearest(token, [*FULL_DAYS, *DAYS]),
            )
        found.add(ends[0])
    return [DAYS[index] for index in sorted(found)]


def _day_named(word: str) -> int | None:
    """A day of the week, 0 for Monday; None where it isn't exactly one."""
    fits = [
        index
        for index, day in enumerate(FULL_DAYS)
        if len(word) >= LEAST_OF_A_DAY and (day.startswith(word) or f"{day}s" == word)
    ]
    return fits[0] if len(fits) == 1 else None


def minutes_of(text: str) -> int | Mistake:
    """A whole number of minutes. Its range is checked where facts are read."""
    said = tidy(text)
    words = said.split()
    if words and words[0] in NUMBERS:
        said = " ".join([str(NUMBERS[words[0]]), *words[1:]])
    match = re.match(r"([0-9]{1,6})\s*(?:min|mins|minutes|minute|m)?\Z", said)
    if match:
        return int(match[1])
    match = HOURS.match(said)
    if match:
        return int(match["hours"]) * MINUTES_OF_AN_HOUR + int(match["minutes"] or 0)
    wanted = "whole minutes, as in 30, or hours, as in 1 h 30"
    return Mistake("number", f"'{shown(text)}' is not a number of minutes.", shown(text), wanted)

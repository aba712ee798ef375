"""Days as people say them: yesterday, 3 days ago, on monday, 2026-11-18, 18 november 2026; and numbers in words.

Nothing is guessed: 11/12 is no date here, nor is a day of a month without its year.
"""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import timedelta

from ..facts.values import Mistake, read_date

FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
TO_NINETEEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
               "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {word: number for number, word in enumerate(TO_NINETEEN)} | {
    f"{ten}{between}{TO_NINETEEN[one] if one else ''}": 20 + 10 * number + one
    for number, ten in enumerate(TENS)
    for one in range(10)
    for between in (("-", " ") if one else ("",))
}
COUNTS = {"a": 1, "an": 1, **NUMBERS}
NUMBER = r"[0-9]{1,4}|" + "|".join(sorted(COUNTS, key=len, reverse=True))
WEEK = 7
SHORTEST = 3  # letters of a day's name
MONTH = "|".join(f"{month[:SHORTEST]}(?:{month[SHORTEST:]})?" if month[SHORTEST:] else month for month in MONTHS)
ORDINAL = r"[0-9]{1,2}(?:st|nd|rd|th)?"
WITH_MONTH = rf"(?:{ORDINAL} (?:of )?(?:{MONTH})|(?:{MONTH}) {ORDINAL}),? [0-9]{{4}}"  # without its year it is a guess
DAY = (
    r"today|yesterday|the day before yesterday|day before yesterday|last week|"
    rf"(?:{NUMBER}) (?:days?|weeks?) ago|(?:(?:on|last) )?(?:"
    + "|".join(f"{day[:SHORTEST]}(?:{day[SHORTEST:]})?" for day in FULL_DAYS)
    + rf")|(?:on )?(?:the )?(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|{WITH_MONTH})"
)
ALONE = re.compile(rf"(?P<day>{DAY})\Z")
AT_THE_END = re.compile(rf"(?P<rest>.+?)[,;]? (?P<day>{DAY})\Z")
AT_THE_START = re.compile(rf"(?P<day>{DAY})[,:;]? (?P<rest>.+)\Z")
NAMED = re.compile(rf"{WITH_MONTH}\Z")
AT = re.compile(r"\A(?:(?:on|last|the) )+")
IN_DAYS = re.compile(rf"(?P<count>{NUMBER}) (?P<unit>days?|weeks?) ago\Z")


def split_day(said: str, today: Date) -> tuple[str, Date | None] | Mistake:
    """An answer, in small letters and single spaces, without the day that was said with it, and that day."""
    match = AT_THE_END.match(said) or AT_THE_START.match(said)
    if match is None:
        return said, None
    day = day_of(match["day"], today)
    return day if isinstance(day, Mistake) else (match["rest"], day)


def day_alone(said: str, today: Date) -> Date | Mistake | None:
    """The day that was said, on or before today; None where the whole of what was said isn't a day."""
    return day_of(said, today) if ALONE.match(said) else None


def days_since(said: str, today: Date) -> int | Mistake | None:
    """How many days ago a day was; None where the whole of what was said isn't a day."""
    day = day_alone(said, today)
    return (today - day).days if isinstance(day, Date) else day


def weeks_since(said: str) -> int | None:
    """How many weeks ago, where it was said in weeks."""
    match = IN_DAYS.match(said)
    if said in ("this week", "last week"):
        return int(said == "last week")
    return count_of(match["count"]) if match and match["unit"].startswith("week") else None


def day_of(said: str, today: Date) -> Date | Mistake:
    """The day that was said: on or before today."""
    bare = AT.sub("", said)
    match = IN_DAYS.match(said)
    if match:
        back = count_of(match["count"]) * (WEEK if match["unit"].startswith("week") else 1)
    elif said == "last week":
        return Mistake("date", "Which day of last week?", said, "a day, as in yesterday, 3 days ago or on Monday")
    elif bare in ("today", "yesterday", "day before yesterday"):
        back = ("today", "yesterday", "day before yesterday").index(bare)
    elif bare[:1].isdigit() or NAMED.match(bare):
        return _past(date_of(bare), today, said)
    else:
        number = next(index for index, day in enumerate(FULL_DAYS) if day.startswith(bare))
        back = (today.weekday() - number) % WEEK
        back = WEEK if back == 0 and said.startswith("last ") else back
    return _past(today - timedelta(days=back), today, said)


def date_of(said: str) -> Date | Mistake:
    """A date, year first or with its month in words: 2027-03-14, 14 march 2027, march 14th, 2027."""
    said = AT.sub("", said)
    if not NAMED.match(said):
        return read_date(said)
    words = [word for word in re.sub(r"[,]", " ", said).split() if word != "of"]
    day, month = (words[0], words[1]) if words[0][:1].isdigit() else (words[1], words[0])
    number = next(index for index, name in enumerate(MONTHS, 1) if name.startswith(month))
    return read_date(f"{words[2]}-{number:02}-{int(day.rstrip('stndrh')):02}")


def _past(day: Date | Mistake, today: Date, said: str) -> Date | Mistake:
    if isinstance(day, Date) and day > today:
        return Mistake("date", f"{day} is still to come.", said, f"a day up to {today}")
    return day


def count_of(text: str) -> int:
    """A number in digits or in words."""
    return COUNTS[text] if text in COUNTS else int(text)

"""A main race, to come or past: said as a day or as a number of days, kept as an entry of the list of races.

So it is asked once, and not every day anew.
"""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import timedelta

from ..facts.values import Mistake, expected, plain, read_date, shown
from ..model import Measure
from .ask import Understood
from .sheet import Sheet
from .typed import NONE_WORDS, tidy
from .when import COUNTS, NUMBER, WEEK, day_of

TO, SINCE = "race.to", "race.since"  # where a measure comes from
MAIN = "A"
NEVER = ("never", "no race", "no races", "none planned")
AMOUNT = re.compile(rf"(?:in )?(?P<count>{NUMBER})(?: (?P<unit>days?|weeks?))?(?: ago)?\Z")
LISTED = ("races",)


def is_of_a_race(measure: Measure) -> bool:
    """Whether it counts the days to, or since, a race of the list."""
    return measure.from_list in (TO, SINCE)


def read_race(measure: Measure, sheet: Sheet, text: str) -> Understood | Mistake:
    """The race as one more of the list; none as the most days that there can be."""
    said = tidy(text)
    wanted = "a date, year first, as in 2027-03-14; a number of days; or none"
    if (said in NONE_WORDS and said != "0") or said in NEVER:
        return Understood([(measure.at, int(plain(measure, measure.high)))], "None.")
    sign = 1 if measure.from_list == TO else -1
    match = AMOUNT.match(said)
    if match:
        count = COUNTS.get(match["count"]) or int(match["count"])
        days = count * (WEEK if (match["unit"] or "").startswith("week") else 1)
        day: Date | Mistake = sheet.as_of + timedelta(days=sign * days)
    elif said in ("today", "yesterday", "tomorrow"):
        day = sheet.as_of + timedelta(days=1) if said == "tomorrow" else day_of(said, sheet.as_of)
    else:
        day = read_date(said.removeprefix("on "))
    if isinstance(day, Mistake):
        return Mistake(day.code, day.say, day.seen, wanted, day.nearest)
    away = sign * (day - sheet.as_of).days
    if away < 0:
        return Mistake("date", f"{day} is {'past' if sign > 0 else 'still to come'}.", shown(said), wanted)
    if away > int(plain(measure, measure.high)):
        return Mistake(
            "out-of-range", f"{day} is too far away to matter.", shown(said), f"{expected(measure)}; or none"
        )
    listed = sheet.at(LISTED)
    races = [race for race in listed if race.get("date") != day.isoformat()] if isinstance(listed, list) else []
    told = (
        f"{day:%A}, {day}, {'in' if sign > 0 else ''} {away} day{'' if away == 1 else 's'}{'' if sign > 0 else ' ago'}."
    )
    return Understood([(LISTED, [*races, {"date": day.isoformat(), "priority": MAIN}])], " ".join(told.split()))

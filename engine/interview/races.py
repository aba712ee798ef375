"""A main race, to come or past: said as a day or as a number of days, kept as an entry of the list of races.

So it is asked once, and not every day anew.
"""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import timedelta

from ..facts.from_lists import MAIN
from ..facts.values import Mistake, expected, plain, shown
from ..model import Measure
from .ask import Understood
from .sheet import Sheet
from .typed import NONE_WORDS, tidy
from .when import NUMBER, WEEK, count_of, date_of, day_alone

TO, SINCE = "race.to", "race.since"  # where a measure comes from
NEVER = ("never", "no race", "no races", "none planned")
AMOUNT = re.compile(rf"(?:in )?(?P<count>{NUMBER})(?: (?P<unit>days?|weeks?))?\Z")
LISTED = ("races",)


def is_of_a_race(measure: Measure) -> bool:
    """Whether it counts the days to, or since, a race of the list."""
    return measure.from_list in (TO, SINCE)


def read_race(measure: Measure, sheet: Sheet, text: str) -> Understood | Mistake:
    """The race as one more of the list; none as the most days that there can be."""
    said = tidy(text)
    wanted = "a date, as in 2027-03-14 or 14 March 2027; a number of days; or none"
    if (said in NONE_WORDS and said != "0") or said in NEVER:
        return Understood([(measure.at, int(plain(measure, measure.high)))], "None.")
    sign = 1 if measure.from_list == TO else -1
    day = _day(said, sheet.as_of, sign)
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


def _day(said: str, today: Date, sign: int) -> Date | Mistake:
    """The day that was said, counted from today on or back; of the past as elsewhere."""
    match = AMOUNT.match(said)
    if match and not (sign < 0 and said.startswith("in ")):
        days = count_of(match["count"]) * (WEEK if (match["unit"] or "").startswith("week") else 1)
        return today + timedelta(days=sign * days)
    past = day_alone(said, today) if sign < 0 or said in ("today", "yesterday") else None
    if past is not None:
        return past
    return today + timedelta(days=1) if said == "tomorrow" else date_of(said)

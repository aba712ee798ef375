"""What durable-rules says with a number, in words."""

from __future__ import annotations

import re

from ..findings import Fault

NUMBER = re.compile(r"error code: (\d+)")
ERRORS = {
    101: "out of memory",
    106: "a rulebook of more rules than it takes, which is 4,096",
    107: "too many rules that deny one condition",
    108: "too many rules that share one condition",
    112: "too many rulebooks open at once",
    113: "a condition with too many parts",
    201: "a value that it can't read",
    202: "a text that it can't read",
    203: "a number that it can't read",
    204: "a fact that it can't read",
    205: "a list that it can't read",
    302: "a fact with more than 252 properties",
    303: "a fact that passes more than 64 tests at once",
    304: "a rule with more than 16 patterns",
    305: "a fact that is gone",
    306: "a place of its memory that is gone",
    307: "a part of its memory that is gone",
    309: "a session that is gone",
    310: "no rule left to fire",
    311: "a fact without a property that it asks for",
    312: "a comparison that it doesn't have",
    313: "a fact that is too large",
    314: "a fact with a property that is too large",
}


def named(error: Exception, doing: str) -> Fault:
    """An error of the engine as a fault of surefoot's, with its number in words.

    doing : what it was asked to do ("taking the rules")
    """
    number = NUMBER.search(str(error))
    words = ERRORS.get(int(number[1])) if number else None
    what = f"{words} (its error {number[1]})" if number and words else str(error)
    return Fault(f"durable-rules failed while {doing}: {what}. Please report this as a fault of surefoot.")

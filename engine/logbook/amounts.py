"""One number of a log, as it is typed: in its unit or another, exact, in whole steps of its amount."""

from __future__ import annotations

from dataclasses import replace

from ..document import Number
from ..facts.values import Mistake, expected, read_amount, shown
from ..interview.typed import written
from ..model import Measure

Value = int | Number


def number_of(amount: Measure, text: str) -> Value | Mistake:
    """One number: 8, 12.5, 25 lb, 1:30. "15+" and the like are mistakes here: a log says what was done."""
    read = read_amount(amount, " ".join(text.lower().split()))
    if isinstance(read, Mistake):
        return replace(read, expected=read.expected.replace("10 out of 10", "10"))
    if read.low != read.high:
        return Mistake("number", f"'{shown(text)}' is not one number.", shown(text), expected(amount))
    value = written(amount, read)
    return value if isinstance(value, (int, Number)) else Number(str(value))

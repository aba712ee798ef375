"""Whether one condition holds wherever another does, seen from their form alone: no solver, and never wrongly a yes.

In the order false < unknown < true, `all` is the least of its parts and `any` the greatest; so what is found for the
parts holds for the whole, whatever is known of an athlete.
"""

from __future__ import annotations

from ..logic import All, AnyOf, AtLeast, Below, Count, Formula, Not


def no_looser(narrow: Formula, wide: Formula) -> bool:
    """Whether `wide` is met at least as surely as `narrow`, for every athlete. False where that can't be seen."""
    if narrow == wide:
        return True
    if isinstance(narrow, AnyOf):
        return all(no_looser(part, wide) for part in narrow.parts)
    if isinstance(wide, All):
        return all(no_looser(narrow, part) for part in wide.parts)
    if isinstance(narrow, Not) and isinstance(wide, Not):
        return no_looser(wide.part, narrow.part)
    return _parts(narrow, wide) or _compared(narrow, wide)


def _parts(narrow: Formula, wide: Formula) -> bool:
    if isinstance(wide, AnyOf) and any(no_looser(narrow, part) for part in wide.parts):
        return True
    if isinstance(narrow, All) and any(no_looser(part, wide) for part in narrow.parts):
        return True
    if isinstance(narrow, Count) and isinstance(wide, Count):
        return _counts(narrow, wide)
    if isinstance(narrow, Not) and isinstance(narrow.part, AnyOf):  # none of them: so not this one either
        return any(no_looser(Not(part), wide) for part in narrow.part.parts)
    if isinstance(wide, Not) and isinstance(wide.part, All):
        return any(no_looser(narrow, Not(part)) for part in wide.part.parts)
    return False


def _counts(narrow: Count, wide: Count) -> bool:
    """At least n of some: each of those has one of its own among the others, which are asked for no more often."""
    left = list(wide.parts)
    for part in narrow.parts:
        other = next((each for each in left if no_looser(part, each)), None)
        if other is None:
            return False
        left.remove(other)
    return wide.least <= narrow.least


def _compared(narrow: Formula, wide: Formula) -> bool:
    """Two cuts of one fact. None says that it is known: a comparison may be decided for what isn't known exactly."""
    if isinstance(narrow, AtLeast) and isinstance(wide, AtLeast):
        return narrow.fact == wide.fact and wide.cut <= narrow.cut
    if isinstance(narrow, Below) and isinstance(wide, Below):
        return narrow.fact == wide.fact and wide.cut >= narrow.cut
    return False

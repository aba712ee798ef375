"""Today and the next session in the decision: stop, recover or reduce; less, the same or more.

Which facts make a day what it is, and what holds the next session where it is, stands in rules/.
"""

from __future__ import annotations

from ..document import Value
from ..logic import TRUE, All, AnyOf, Formula, Not, Place, Ref, Sure
from ..training import WHOLE
from .deciding import Deciding


def build_today(deciding: Deciding) -> None:
    """`stop`, `ready`, `today:recover` and `today:reduce`; recovering implies reducing."""
    book = deciding.book
    stops = tuple(Sure(flag.id) for flag in book.flags.values() if flag.stops)
    place = next(iter(book.flags.values())).place if book.flags else Place("rules", 1)
    deciding.add("stop", "stop", "outcome", AnyOf(stops), place, hidden=True)
    screen = book.gate_of(1)
    opened = Sure(screen.id) if screen else TRUE
    deciding.add(
        "ready", "ready", "part", All((opened, Not(Ref("stop")))), screen.place if screen else place, hidden=True
    )
    lines = {kind: [Ref(rule.holds) for rule in book.today if rule.kind == kind] for kind in ("recover", "reduce")}
    first = {
        kind: next((rule.place for rule in book.today if rule.kind == kind), place) for kind in ("recover", "reduce")
    }
    recover: tuple[Formula, ...] = (Not(Ref("ready")), *lines["recover"])
    reduce_: tuple[Formula, ...] = (Ref("today:recover"), *lines["reduce"])
    deciding.add("today:recover", "today.recover", "today", AnyOf(recover), first["recover"])
    deciding.add("today:reduce", "today.reduce", "today", AnyOf(reduce_), first["reduce"])


def build_progress(deciding: Deciding, told: Value) -> None:
    """`progress:same`: not less than this time. `progress:more`: a step more; it takes all that it needs, known.

    told : the progression file, which words these steps
    """
    book = deciding.book
    rules = {
        kind: [Ref(rule.holds) for rule in book.progression if rule.kind == kind] for kind in ("less", "same", "more")
    }
    if not book.progression:
        return
    words = told.get("words")
    other = book.progression[0].place
    place = {step: words.keys.get(step, other) if words is not None else other for step in ("same", "more")}
    same = All((Ref("ready"), *(Not(each) for each in rules["less"])))
    deciding.add("progress:same", "progress.same", "progress", same, place["same"])
    flat = [Ref(rule.holds) for rule in book.running_load if rule.kind == "flat"]
    costs = [Ref(band.holds) for band in book.time_off if band.data.get("sets", WHOLE) < WHOLE]
    against: tuple[Formula, ...] = (*rules["same"], *flat, *costs, Ref("today:reduce"))
    more = All((Ref("progress:same"), *rules["more"], *(Not(each) for each in against)))
    deciding.add("progress:more", "progress.more", "progress", more, place["more"])

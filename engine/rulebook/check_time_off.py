"""What can be wrong in the bands of days off: gaps, overlaps, and a longer absence that would cost less."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from ..facts.values import plain
from ..findings import Finding
from ..model import Rule, Rulebook
from ..training import NONE, WHOLE, Phase, Tier
from .fields import whole
from .names import Entry, Names


def check_time_off(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Every finding about the bands, as far as they could be read."""
    by = book.time_off[0].asks[0].measure if book.time_off else ""
    if by not in book.measures or not names.sound("measures", by):
        return
    bands = [names["rules"][band.id] for band in book.time_off]
    if not all(names.sound("rules", band.name) for band in bands):
        return
    lowest, highest = (int(plain(book.measures[by], end)) for end in (book.measures[by].low, book.measures[by].high))
    first, last = bands[0], bands[-1]
    start, beginning = whole(first.value, "from"), whole(last.value, "from")
    if start > lowest:
        yield _at(first, "from", "gap", f"{_days(lowest, start - 1)} off lie in no band.", str(lowest))
    for before, band in itertools.pairwise(bands):
        yield from _neighbours(before, band)
    if last.value.get("to") is not None:
        say = f"More than {_days(whole(last.value, 'to'))} off lie in no band."
        yield _at(last, "to", "gap", say, "a last band without `to`")
    elif beginning > highest:
        say = f"{beginning} lies outside the range of {by}: nobody would be in this band."
        yield _at(last, "from", "impossible-threshold", say, f"{lowest} to {highest}")
    if not (names.all_sound("phase") and names.all_sound("tier")):
        return
    for shorter, longer in itertools.pairwise(book.time_off):
        yield from _worse_earns_more(shorter, longer, names["rules"][longer.id], book)


def _neighbours(before: Entry, band: Entry) -> Iterator[Finding]:
    start, end = whole(band.value, "from"), whole(before.value, "to")
    if before.value.get("to") is None:
        say = f"{before.name} has no end, so {band.name} overlaps it."
        yield _at(before, "from", "overlap", say, f"to: {start - 1}")
    elif start > end + 1:
        say = f"{_days(end + 1, start - 1)} off lie in no band, between {before.name} and {band.name}."
        yield _at(band, "from", "gap", say, str(end + 1))
    elif start <= end:
        say = f"{_days(start, end)} off lie in both {before.name} and {band.name}."
        yield _at(band, "from", "overlap", say, str(end + 1))


def _worse_earns_more(shorter: Rule, longer: Rule, entry: Entry, book: Rulebook) -> Iterator[Finding]:
    bands = (shorter, longer)
    named = [str(band.data[key]) for band in bands for key in ("at_most", "floor") if key in band.data]
    tiers = [str(band.data["tier_at_most"]) for band in bands if "tier_at_most" in band.data]
    if any(book.phase(name) is None for name in named) or any(
        book.tier(name) is None for name in tiers if name != NONE
    ):
        return
    later = (phase for phase in book.phases if phase_left(phase, longer, book) > phase_left(phase, shorter, book))
    phase = next(later, None)
    if phase is not None:
        key = next((key for key in ("at_most", "floor", "back") if key in longer.data), "from")
        say = (
            f"{longer.id} leaves someone who stood in {phase.id} in a later phase than {shorter.id}, the shorter "
            "absence, does."
        )
        yield _at(entry, key, "worse-earns-more", say, "at least as far back as the band before")
    else:
        yield from _tiers(shorter, longer, entry, book)
    for key in ("sets", "load", "contacts"):
        less, more = shorter.data.get(key, WHOLE), longer.data.get(key, WHOLE)
        if isinstance(less, int) and isinstance(more, int) and more > less:
            say = f"{longer.id} leaves {more} % of the {key}; {shorter.id}, the shorter absence, leaves {less} %."
            yield _at(entry, key, "worse-earns-more", say, f"at most {less}")


def _tiers(shorter: Rule, longer: Rule, entry: Entry, book: Rulebook) -> Iterator[Finding]:
    """In no phase and tier the longer absence leaves a later tier of jumping."""
    for phase, tier in itertools.product(book.phases, book.tiers):
        if tier_left(phase, tier, longer, book) > tier_left(phase, tier, shorter, book):
            key = next((key for key in ("tier_at_most", "tier_back") if key in longer.data), "from")
            say = (
                f"{longer.id} leaves someone who had reached {tier.id} in {phase.id} in a later tier than "
                f"{shorter.id}, the shorter absence, does."
            )
            yield _at(entry, key, "worse-earns-more", say, "at least as far back as the band before")
            return


def phase_left(phase: Phase, band: Rule, book: Rulebook) -> int:
    """The phase that a band leaves someone in who stood in this one."""
    highest, floor = book.phase(str(band.data.get("at_most", ""))), book.phase(str(band.data.get("floor", "")))
    if highest is not None:
        return min(phase.order, highest.order)
    back = band.data.get("back", 0)
    return min(phase.order, max(phase.order - (back if isinstance(back, int) else 0), floor.order if floor else 1))


def tier_left(phase: Phase, tier: Tier, band: Rule, book: Rulebook) -> int:
    """The order of the tier that a band leaves someone in who had reached this one in that phase."""
    back, highest = band.data.get("tier_back", 0), book.tier(str(band.data.get("tier_at_most", tier.id)))
    stepped = max(tier.order - (back if isinstance(back, int) else 0), 1)  # back to the first tier, and no further
    most = min(stepped, highest.order if highest else 0)
    left = phase_left(phase, band, book)
    begun = [each.order for each in book.tiers if (first := book.phase(each.from_phase)) and first.order <= left]
    return max((order for order in begun if order <= most), default=0)


def _days(first: int, last: int | None = None) -> str:
    count = f"{first}" if last is None or first == last else f"{first} to {last}"
    return f"{count} day{'' if count == '1' else 's'}"


def _at(band: Entry, key: str, code: str, say: str, expected: str) -> Finding:
    """A finding about what a band says under a key."""
    value = band.value.get(key)
    seen = str(value.data) if value is not None else ""
    return Finding(code, say, *(value.place if value is not None else band.place), seen=seen, expected=expected)

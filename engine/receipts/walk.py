"""An athlete's chain walked from its beginning: what in it was changed, taken out, put in or moved, by name.

A chain can't show that its end was cut off, or that all of it was written anew. A head from elsewhere can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..journal.chain import DECISION, ENTRY, Head, content_of
from .links import Link

CHANGED, MISSING, INSERTED, MOVED, REWRITTEN, HEAD = "changed", "missing", "inserted", "moved", "rewritten", "head"
MANY = 60   # broken links among which exchanged ones are looked for
NEAR = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True)
class Fault:
    """One thing that isn't as it was recorded.

    what   : changed, missing, inserted, moved, rewritten, head; of the file rulebook, file, guard
    record : entry, decision; "" where it is neither
    id     : its number among its kind; number : its place in the chain. None where they aren't known
    """

    what: str
    say: str
    record: str = ""
    id: int | None = None
    number: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {"what": self.what, "record": self.record or None, "id": self.id, "number": self.number, "say": self.say}


def walked(links: Sequence[Link]) -> list[Fault]:
    """Of one athlete's links, in any order, all that is wrong."""
    broken = [link for link in links if not link.sound]
    moved = {id(link): was for link in broken if link.placed and (was := _moved(link, broken, len(links))) is not None}
    at, faults = _by_number(links, moved)
    for link in broken:
        if id(link) in moved:
            faults.append(_fault(MOVED, link, f"{link.name} was moved: {moved[id(link)][0]}."))
        elif not link.placed:
            faults.append(_fault(INSERTED, link, f"{link.name} has no place in the chain: another program put it in."))
        elif at.get(link.number) is link:
            faults.append(_fault(CHANGED, link, f"{link.name} was changed after it was recorded."))
    faults += [*_missing(at, links, moved), *_rewritten(at)]
    return sorted(faults, key=lambda fault: (fault.number is None, fault.number or 0, fault.record, fault.id or 0))


def against(head: Head, links: Sequence[Link]) -> list[Fault]:
    """What is wrong with a chain for somebody who holds a head of it."""
    said = f"the head {head}"
    there = [link for link in links if link.placed and link.number == head.number]
    if any(link.digest.startswith(head.digest) for link in there):
        return []
    last = max((link.number for link in links if link.placed), default=0)
    if not last:
        say = f"Nothing is recorded about {head.athlete}, but {said} was: all of it was forgotten, or taken out."
        return [Fault(HEAD, say)]
    if last < head.number:
        gone = head.number - last
        say = f"The chain ends at number {last}, {said} is number {head.number}: its end was cut off, {gone} of it."
        return [Fault(HEAD, say, number=last)]
    say = (f"Number {head.number} is not the one of {said}: something up to there was changed, and what follows "
           "was written anew.")  # fmt: skip
    return [Fault(HEAD, say, number=head.number)]


def _fault(what: str, link: Link, say: str) -> Fault:
    number = link.number if isinstance(link.number, int) else None
    return Fault(what, say, link.record, link.id if isinstance(link.id, int) else None, number)


def _by_number(links: Sequence[Link], moved: dict[int, tuple[str, int]]) -> tuple[dict[int, Link], list[Fault]]:
    """The link at each number of the chain; where several are, the one that what follows names.

    A copy of one that stands there is none that was moved.
    """
    at: dict[int, Link] = {}
    faults: list[Fault] = []
    names = {link.previous for link in links if link.sound}
    for link in sorted((link for link in links if link.placed), key=lambda link: (not link.sound, link.record)):
        number = moved[id(link)][1] if id(link) in moved else link.number
        if number not in at:
            at[number] = link
            continue
        other = at[number]
        if link.sound and link.digest in names and other.digest not in names:
            at[number], link, other = link, other, link
        if id(link) not in moved or (other.sound and other.digest == link.digest):
            moved.pop(id(link), None)
            say = f"{link.name} stands where {_small(other)} stands in the chain: another program put it in."
            faults.append(_fault(INSERTED, link, say))
    return at, faults


def _moved(link: Link, broken: Sequence[Link], many: int) -> tuple[str, int] | None:
    """Where a broken link was, in words, and the number, where it is sound in another place.

    many : how many links there are
    """
    if not link.told:
        return None
    few = broken if len(broken) <= MANY else ()
    few = [other for other in few if other.record == link.record and other.told and other is not link]
    near = [link.id + step for step in NEAR] if isinstance(link.id, int) else []
    for number in range(1, many + MANY) if len(broken) <= MANY else ():
        if link.fits(link.content, number):
            return f"it was number {number} of the chain", number
    for was in [*near, *(other.id for other in few)]:
        shift = was - link.id if isinstance(was, int) and isinstance(link.id, int) else 0
        for number in (link.number, link.number + shift):
            if link.fits(_content({**link.told, "id": was}), number):
                return f"it was {link.record} {was}", number
    for other in few:
        long = {key: value for key, value in other.told.items() if key.endswith("_sha256")}
        for told in ({**other.told, "id": link.id}, other.told, {**link.told, **long}):
            if link.fits(_content(told), link.number):
                return f"it says what {_small(other)} says now", link.number
    return None


def _content(told: Mapping[str, Any]) -> str:
    try:
        return content_of(told)
    except ValueError:
        return ""


def _small(link: Link) -> str:
    return link.name[:1].lower() + link.name[1:]


def _missing(at: Mapping[int, Link], links: Sequence[Link], moved: Mapping[int, tuple[str, int]]) -> Iterator[Fault]:
    """Numbers of the chain at which nothing stands; by the gaps in the ids it is told what stood there."""
    top = max((number for number, link in at.items() if link.sound or id(link) in moved), default=0)
    top = max((number for number in at if number <= top + MANY), default=0)
    gaps, long = _gaps(number for number in at if number <= top)
    for first, last in long:
        yield Fault(MISSING, f"Numbers {first} to {last} of the chain are missing.", number=first)
    lacking = set()
    for record in (ENTRY, DECISION):
        ids = {link.id for link in links if link.record == record and isinstance(link.id, int)}
        stay = {link.id for link in links if link.record == record and link.id in ids and id(link) not in moved}
        lacking |= {(record, number) for number in _gaps(stay)[0] if number not in ids}
    for number in gaps:
        found = _named(number, at, lacking)
        if found is None:
            before = max((each for each in at if each < number), default=0)
            where = f"after {_small(at[before])}" if before else "at the beginning"
            yield Fault(MISSING, f"What was recorded as number {number}, {where}, is missing.", number=number)
            continue
        lacking.discard(found)
        record, missing = found
        yield Fault(MISSING, f"{record.capitalize()} {missing} is missing (number {number} of the chain).", record,
                    missing, number)  # fmt: skip


def _gaps(there: Iterable[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """The numbers from 1 on that are lacking before the last one; of very many in a row only the first and the last."""
    single: list[int] = []
    long = []
    for before, after in pairwise([0, *sorted(each for each in there if each > 0)]):
        if after - before > MANY:
            long.append((before + 1, after - 1))
        else:
            single += range(before + 1, after)
    return single, long


def _named(number: int, at: Mapping[int, Link], lacking: set[tuple[str, int]]) -> tuple[str, int] | None:
    """Which record stood at a number: the next id of its kind, where that is lacking, or was known to a decision."""
    found = []
    for record in (ENTRY, DECISION):
        ids = [link.id for each, link in at.items() if each < number and link.record == record
               and isinstance(link.id, int)]  # fmt: skip
        candidates = sorted(each for kind, each in lacking if kind == record and each > max(ids, default=0))
        if candidates:
            found.append((record, candidates[0]))
        elif record == ENTRY:
            known = max((link.told.get("through", 0) for each, link in at.items()
                         if each > number and link.record == DECISION and link.sound), default=0)  # fmt: skip
            last = max((link.id for link in at.values()
                        if link.record == ENTRY and isinstance(link.id, int)), default=0)  # fmt: skip
            if last < known < last + 2:
                found.append((ENTRY, known))
    return found[0] if len(found) == 1 else None


def _rewritten(at: Mapping[int, Link]) -> Iterator[Fault]:
    """Links that are sound by themselves, but not what the next one names."""
    first = at.get(1)
    if first is not None and first.sound and first.previous is not None:
        yield _fault(REWRITTEN, first, f"{first.name} begins the chain, but names a record before it.")
    for number, link in sorted(at.items()):
        before = at.get(number - 1)
        if before is None or not link.sound or link.previous == before.digest:
            continue
        if before.sound:
            say = (f"{before.name}, and perhaps what went before it, was written anew: {_small(link)} after it "
                   "names another digest.")  # fmt: skip
            yield _fault(REWRITTEN, before, say)

"""Corrections: the last word of a chain counts, in the place of its first entry."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from journaling import day

from surefoot.engine.journal.entries import Entry
from surefoot.engine.journal.known import chain, known

DAYS = ("2026-11-18", "2026-11-19", "2026-11-20")


def entry(
    number: int, held_on: str = DAYS[2], corrects: int | None = None, text: str | None = "{}", hour: int = 6
) -> Entry:
    return Entry("a", number, "facts", held_on, f"2026-11-20T{hour:02}:00:00Z", corrects, "log", text)


def told(entries: Sequence[Entry]) -> list[int]:
    return [each.id for each in entries]


def test_the_last_of_a_chain_counts_in_the_place_of_the_first() -> None:
    entries = [entry(1), entry(2), entry(3, corrects=1), entry(4, corrects=3)]
    assert told(known(entries)) == [4, 2]
    assert [each.root for each in known(entries)] == [1, 2]
    assert told(chain(entries, 3)) == [1, 3, 4]
    assert told(chain(entries, 2)) == [2]


def test_of_two_corrections_of_one_entry_the_later_recorded_wins() -> None:
    entries = [entry(1, hour=6), entry(2, corrects=1, hour=9), entry(3, corrects=1, hour=8)]     # a clock set back
    assert told(known(entries)) == [3]


def test_taking_back_takes_the_chain_away() -> None:
    entries = [entry(1), entry(2, corrects=1), entry(3, corrects=2, text=None), entry(4)]
    assert told(known(entries)) == [4]
    assert told(known(entries, through=2)) == [2]
    entries.append(entry(5, corrects=3))         # said again after all
    assert told(known(entries)) == [5, 4]


def test_a_correction_can_move_the_day() -> None:
    entries = [entry(1, DAYS[0]), entry(2, DAYS[1]), entry(3, DAYS[2], corrects=1)]
    assert told(known(entries)) == [2, 3]
    assert told(known(entries, day(DAYS[1]))) == [2]
    assert told(known(entries, day(DAYS[1]), through=2)) == [1, 2]


def test_as_known_at_a_time() -> None:
    entries = [entry(1, hour=6), entry(2, hour=7), entry(3, corrects=1, hour=8)]
    assert told(known(entries, recorded_by="2026-11-20T07:00:00Z")) == [1, 2]
    assert told(known(entries, recorded_by="2026-11-20T05:00:00Z")) == []
    assert known(entries, kinds=["run"]) == []


@st.composite
def journals(draw: st.DrawFn) -> list[Entry]:
    found: list[Entry] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        corrects = draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
        data = draw(st.sampled_from(["{}", None])) if corrects else "{}"
        found.append(entry(number, draw(st.sampled_from(DAYS)), corrects, data))
    return found


@given(journals())
def test_one_a_chain_in_the_order_of_days_and_beginnings(entries: list[Entry]) -> None:
    found = known(entries)
    assert [(each.held_on, each.root) for each in found] == sorted((each.held_on, each.root) for each in found)
    for each in found:
        members = chain(entries, each.id)
        assert (members[0].id, members[-1].id) == (each.root, each.id)
    chains = {chain(entries, each.id)[0].id for each in entries}
    taken = {root for root in chains if chain(entries, root)[-1].data is None}
    assert {each.root for each in found} == chains - taken

"""The and/or walk on small rulebooks, held against trying everything."""

from __future__ import annotations

import os
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from path.small_books import books, every_change, facts_of, price, reach_of, reached, values, with_way

from surefoot.engine.model import Rulebook
from surefoot.engine.path.and_or import Walk
from surefoot.engine.path.needs import Needs, Range, all_of, fewest, merged, no_more

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
some = settings(max_examples=1_000 if SOAK else 20)


def ways_of(book: Rulebook, said: dict[str, int]) -> tuple[Needs, ...]:
    return Walk(book, facts_of(said), {}, reach_of(book, said)).named("goal", True)


def price_of(book: Rulebook, said: dict[str, int], way: Needs) -> Fraction:
    new = with_way(said, way)
    return price(book, said, {name: value for name, value in new.items() if said.get(name) != value})


@some
@given(books(), values())
def test_none_is_cheaper_and_each_leads_there(book: Rulebook, said: dict[str, int]) -> None:
    ways = ways_of(book, said)
    assert all(reached(book, with_way(said, way)) for way in ways)
    least = min((cost for cost, new in every_change(book, said) if reached(book, new)), default=None)
    assert min((price_of(book, said, way) for way in ways), default=None) == least


@some
@given(books(), values())
def test_nothing_in_a_way_can_be_left_out(book: Rulebook, said: dict[str, int]) -> None:
    for way in ways_of(book, said):
        for left in range(len(way)):
            assert not reached(book, with_way(said, way[:left] + way[left + 1 :]))


@some
@given(books(), values())
def test_where_there_is_no_way_something_is_named_that_forbids_it(book: Rulebook, said: dict[str, int]) -> None:
    walk = Walk(book, facts_of(said), {}, reach_of(book, said))
    assert bool(walk.named("goal", True)) != bool(list(walk.blocked("goal")))


ranges = st.builds(lambda low, more: Range(low, low + more), st.integers(0, 3), st.integers(0, 3))
needs = st.dictionaries(st.sampled_from("abc"), ranges, max_size=3).map(lambda found: tuple(sorted(found.items())))


@some
@given(st.lists(needs, max_size=6))
def test_the_fewest_ask_for_no_more_than_any(ways: list[Needs]) -> None:
    kept = fewest(ways)
    assert set(kept) <= set(ways)
    assert all(any(no_more(one, way) for one in kept) for way in ways)
    assert not any(no_more(one, other) for one in kept for other in kept if one is not other)


@some
@given(needs, needs)
def test_both_ask_for_all_that_each_does(one: Needs, other: Needs) -> None:
    both = merged(one, other)
    assert both == merged(other, one)
    if both is not None:
        assert no_more(one, both)
        assert no_more(other, both)
        assert all_of([(one,), (other,)]) == (both,)

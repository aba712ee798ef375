"""The layout against a calendar of hours: what could be kept is kept, and what never gives way never does."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from properties.athletes import book
from week.timeline import Timeline

from surefoot.engine.week import telling
from surefoot.engine.week.frame import Frame, Lift
from surefoot.engine.week.layout import Layout, WeekRules, lay_out

FRIDAY = datetime.date(2026, 11, 20)
DAYS = st.sets(st.integers(0, 6))


@st.composite
def frames(draw: st.DrawFn, races: bool = True) -> Frame:
    """A week of running, and the days that the athlete has."""
    runs = draw(DAYS)
    hard = draw(st.sets(st.sampled_from(sorted(runs)), max_size=3)) if runs else set()
    rest = sorted(runs - hard)
    long = {draw(st.sampled_from(rest))} if rest and draw(st.booleans()) else set()
    start = FRIDAY + datetime.timedelta(days=draw(st.integers(0, 6)))
    near = draw(st.lists(st.integers(-4, 10), max_size=1)) if races else []
    runs |= {(start.weekday() + race) % 7 for race in near if 0 <= race < 7}
    available = draw(st.sets(st.integers(0, 6), min_size=1))
    return Frame(
        start, tuple(sorted(available)), frozenset(runs), frozenset(hard), frozenset(long), draw(st.booleans()),
        tuple(near), True, True, 6,
    )  # fmt: skip


@st.composite
def sessions(draw: st.DrawFn) -> list[Lift]:
    """One to four of them, hard ones first."""
    hard = [
        Lift(name, draw(st.integers(0, 9)) > 0, False, draw(st.integers(0, 4)), draw(ladders))
        for name in "ABC"[: draw(st.integers(1, 3))]
    ]
    light = [Lift("L", False, True, draw(st.integers(0, 1)))] if draw(st.booleans()) else []
    return [*hard, *light]


ladders = st.sampled_from([frozenset[str](), frozenset({"hs_ecc", "hinge"}), frozenset({"knee"})])


@st.composite
def rules(draw: st.DrawFn) -> WeekRules:
    """Some of the shipped rules, whatever their conditions; those that give way in any order."""
    shipped = book()
    never = tuple(rule for rule in shipped.week_never if draw(st.integers(0, 5)))
    order = draw(st.permutations(shipped.week_gives_way)) if draw(st.booleans()) else shipped.week_gives_way
    some = tuple(rule for rule in order if draw(st.integers(0, 5)))
    return WeekRules(never, some, tuple(shipped.tiers), draw(st.sampled_from([level.id for level in shipped.levels])))


def ways(frame: Frame, count: int) -> Iterator[tuple[int | None, ...]]:
    """Every way to give so many sessions days of their own, or none."""
    for days in itertools.product((None, *frame.available), repeat=count):
        given_ = [day for day in days if day is not None]
        if len(set(given_)) == len(given_):
            yield days


def costs(frame: Frame, lifts: list[Lift], days: tuple[int | None, ...], given_: WeekRules) -> list[tuple[int, int]]:
    """By the calendar: what each rule that gives way costs, the last to do so first."""
    timeline = Timeline(frame, lifts, days, given_)
    return [timeline.cost(rule) for rule in reversed(given_.gives_way)]


def allowed(frame: Frame, lifts: list[Lift], days: tuple[int | None, ...], given_: WeekRules) -> bool:
    timeline = Timeline(frame, lifts, days, given_)
    return all(timeline.cost(rule) == (0, 0) for rule in given_.never)


@given(frames(), sessions(), rules())
def test_whatever_could_be_kept_is_kept(frame: Frame, lifts: list[Lift], given_: WeekRules) -> None:
    """No way to place as many sessions is better, from the rule that gives way last down."""
    layout = lay_out(frame, lifts, given_)
    assert allowed(frame, lifts, layout.days, given_)
    placed = [day is not None for day in layout.days]
    sound = [days for days in ways(frame, len(lifts)) if sum(day is not None for day in days) >= sum(placed)]
    sound = [days for days in sound if allowed(frame, lifts, days, given_)]
    assert max((sum(day is not None for day in days) for days in sound), default=0) == sum(placed)
    alike = [days for days in sound if [day is not None for day in days] == placed]
    ours = costs(frame, lifts, layout.days, given_)
    assert ours == min(costs(frame, lifts, days, given_) for days in alike)
    broken = [
        rule.id for rule, cost in zip(reversed(given_.gives_way), ours, strict=True) if cost != (0, 0)
    ]  # fmt: skip
    assert [each.rule.id for each in layout.gave_way] == broken


@given(frames(), sessions())
def test_a_day_of_rest_is_left_where_running_leaves_one(frame: Frame, lifts: list[Lift]) -> None:
    layout = lay_out(frame, lifts, shipped())
    taken = frame.runs | {day for day in layout.days if day is not None}
    assert len(taken) < 7 or len(frame.runs) == 7


@given(frames(), sessions(), rules())
def test_the_same_week_is_laid_out_the_same(frame: Frame, lifts: list[Lift], given_: WeekRules) -> None:
    assert lay_out(frame, lifts, given_) == lay_out(frame, list(lifts), given_)


@given(frames(races=False), sessions(), st.integers(1, 6))
def test_it_makes_no_difference_on_which_day_one_decides(frame: Frame, lifts: list[Lift], later: int) -> None:
    """Where there is no race: sessions don't wander because somebody looks again in the middle of the week."""
    moved = frame._replace(start=frame.start + datetime.timedelta(days=later))
    assert lay_out(frame, lifts, shipped()).days == lay_out(moved, lifts, shipped()).days


@given(frames(), sessions())
def test_each_session_has_a_day_of_its_own_or_a_reason(frame: Frame, lifts: list[Lift]) -> None:
    layout = lay_out(frame, lifts, shipped())
    days = [day for day in layout.days if day is not None]
    assert len(set(days)) == len(days)
    assert set(days) <= set(frame.available)
    for number, reasons in layout.left_out:
        assert layout.days[number] is None
        assert reasons or len(days) == len(frame.available)
    assert len(layout.left_out) == layout.days.count(None)


@given(frames(), sessions())
def test_one_more_day_mends_what_it_says(frame: Frame, lifts: list[Lift]) -> None:
    layout = lay_out(frame, lifts, shipped())
    if layout.mend is not None:
        more = frame._replace(available=tuple(sorted((*frame.available, layout.mend))))
        assert not lay_out(more, lifts, shipped()).gave_way


# ---- R12, week by week ----------------------------------------------------------------------------------------------


def shipped(*left_out: str) -> WeekRules:
    """The shipped rules that hold without a condition, and those with one that are named."""
    whole = book()

    def holds(name: str, conditional: bool) -> bool:
        return not conditional or name in left_out

    never, gives_way = (
        tuple(rule for rule in rules_ if holds(rule.id, rule.holds in whole.conclusions or "when_apart" in rule.data))
        for rules_ in (whole.week_never, whole.week_gives_way)
    )
    return WeekRules(never, gives_way, tuple(whole.tiers), "recreational")


def week(
    runs: str, hard: str = "", long: str = "", available: str = "mon tue wed thu fri sat sun", **more: object
) -> Frame:
    """A frame from the names of days."""
    numbers = {name: number for number, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
    sets = [frozenset(numbers[day] for day in days.split()) for days in (runs, hard, long)]
    days = tuple(sorted(numbers[day] for day in available.split()))
    return Frame(FRIDAY, days, *sets, known=True, hard_known=True, same_day=6, **more)  # type: ignore[arg-type]


def placed(layout: Layout) -> dict[str, str | None]:
    names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    return {
        lift.name: names[day] if day is not None else None for lift, day in zip(layout.lifts, layout.days, strict=True)
    }


def broken(layout: Layout) -> list[str]:
    return [each.rule.id for each in layout.gave_way]


A, B, L = Lift("A"), Lift("B"), Lift("L", False, True)


def test_hard_days_are_hard() -> None:
    layout = lay_out(week("mon wed fri sun", "wed", "sun"), [A, B], shipped())
    assert placed(layout) == {"A": "wed", "B": "fri"}
    assert broken(layout) == []
    layout = lay_out(week("tue thu sat sun", "tue thu", "sun"), [A, B], shipped())
    assert placed(layout) == {"A": "tue", "B": "thu"}
    assert broken(layout) == []


def test_first_slow_lowers_keep_off_hard_runs_for_two_days() -> None:
    lowers = Lift("A", ladders=frozenset({"hs_ecc"}))
    layout = lay_out(week("mon wed sun", "wed", "sun"), [lowers], shipped("WK.first_lowers"))
    assert placed(layout) == {"A": "fri"}
    assert layout.early == {0}
    assert broken(layout) == ["WK.hard_days_hard"]
    layout = lay_out(week("mon wed sun", "wed", "sun"), [lowers], shipped())
    assert placed(layout) == {"A": "wed"}


def test_a_hilly_long_run_counts_as_slow_lowers() -> None:
    lowers = Lift("A", ladders=frozenset({"quad_ecc"}))
    runs = ("tue thu sun", "", "sun", "tue fri")
    assert placed(lay_out(week(*runs, hilly=True), [lowers, B], shipped("WK.hilly"))) == {"A": "tue", "B": "fri"}
    tight = ("thu fri sun", "", "sun", "fri sat")
    layouts = {hilly: lay_out(week(*tight, hilly=hilly), [lowers], shipped("WK.hilly")) for hilly in (True, False)}
    assert broken(layouts[True]) == ["WK.hilly"]  # six hours short on Friday, after its run
    assert broken(layouts[False]) == []


def test_the_hardest_jumps_keep_three_days_off_and_never_stand_before_a_long_run() -> None:
    drops = Lift("A", tier=4)
    layout = lay_out(week("wed sun", "wed", "sun", "mon sat"), [drops], shipped())
    assert placed(layout) == {"A": "mon"}
    layout = lay_out(week("wed sun", "wed", "sun", "sat"), [drops], shipped())
    assert placed(layout) == {"A": None}
    assert [rule.id for _, rules_ in layout.left_out for rule in rules_] == ["WK.drops_before"]


def test_nothing_hard_on_the_day_before_a_race() -> None:
    """Friday is today; the race is on Sunday."""
    frame = week("wed sun", "wed", "", "fri sat sun", races=(2,))
    assert placed(lay_out(frame, [A, L], shipped())) == {"A": "fri", "L": "sat"}
    assert placed(lay_out(week("wed", available="sat sun", races=(2,)), [A], shipped())) == {"A": None}


def test_the_day_of_rest_is_worth_a_light_session() -> None:
    layout = lay_out(week("mon wed fri sun", "wed", "sun", "tue thu sat"), [A, B, L], shipped())
    assert placed(layout)["L"] is None
    assert [rule.id for _, rules_ in layout.left_out for rule in rules_] == ["WK.rest_day"]


def test_jumps_keep_the_hours_of_the_lower_tier() -> None:
    """Low jumps and higher ones: two days, as the low ones ask; two sessions of higher ones: three."""
    days = week("sun", available="mon wed thu")
    low, high = Lift("B", tier=2), Lift("A", tier=3)
    assert placed(lay_out(days, [high, low], shipped())) == {"A": "mon", "B": "thu"}
    close = week("sun", available="mon wed")
    assert broken(lay_out(close, [high, low], shipped())) == []
    assert broken(lay_out(close, [high, Lift("B", tier=3)], shipped())) == ["WK.jumps_apart"]


def test_it_says_which_day_would_mend_it() -> None:
    layout = lay_out(week("mon thu sun", "thu", "sun", "tue fri sat"), [A, B, L], shipped())
    assert broken(layout)
    assert layout.mend == 3


def test_a_session_keeps_no_rule_that_gives_way_on_its_day() -> None:
    """What is said of a session's day is not contradicted by what gave way."""
    shipped = book()
    some = tuple(rule for rule in shipped.week_gives_way if rule.id not in ("WK.first_lowers", "WK.far_run"))
    given_ = WeekRules(tuple(shipped.week_never), some, tuple(shipped.tiers), "recreational")
    nearest = 0
    for days in itertools.chain(*(itertools.combinations(range(7), count) for count in (2, 3, 4))):
        hard, long = frozenset({1, 4}), frozenset({6})
        frame = Frame(FRIDAY, days, frozenset({0, 2}) | hard | long, hard, long, False, (), True, True, 6)
        layout = lay_out(frame, [Lift("A"), Lift("B")], given_)
        broken = dict(telling.gave_way(layout, each, "AB").split(": ", 1) for each in layout.gave_way)
        for number, day in enumerate(layout.days):
            said = telling.why(layout, number)
            nearest += "comes nearest to hard days apart" in said
            kept = said.partition("comes nearest to ")[0]
            for title, where in broken.items():
                if day is not None and f"{title[:1].lower()}{title[1:]}" in kept:
                    assert telling.day_name(day) not in where, (said, broken)
                    assert "too many" not in where, (said, broken)
    assert nearest

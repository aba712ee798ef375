"""Unknown never opens, and learning never undoes safety (design.md, what must always hold, 2). Overrides aside.

Two things are no missing facts. A level that wasn't stated lowers nothing: the rulebook says so (`if_not_given`). And
an answer to a flag that was once yes: it latches, and "no" is what lifts it (R5), so flags stay out of these tests but
for `none` and for nothing said.
"""

from __future__ import annotations

from hypothesis import assume, given, note, settings
from properties.athletes import (
    REMOVE,
    SOAK,
    STATUSES,
    Athlete,
    Dice,
    Seen,
    athletes,
    best,
    book,
    dice,
    facts_of,
    more_than,
    see,
    worst,
    written,
)
from properties.changes import all_pain, forget, missing

MANY = settings(max_examples=1_000 if SOAK else 200)
SOME = settings(max_examples=500 if SOAK else 80)


def undone(before: Seen, after: Seen) -> list[str]:
    """What learning undid that it must not: exactly the design's words."""
    found = []
    for gate, status in before.gates.items():
        now = STATUSES[after.gates[gate]]
        if (STATUSES[status], now) in (("open", "closed"), ("open", "undetermined"), ("closed", "open")):
            found.append(f"{gate} was {STATUSES[status]} and is {now}")
    if before.outcome == "stop" and after.outcome != "stop":
        found.append(f"the stop is undone: {after.outcome}")
    if before.outcome == "regress" and after.outcome not in ("regress", "stop"):
        found.append(f"the regress is undone: {after.outcome}")
    if before.outcome == "advance" and after.outcome != "advance":
        away = {
            band.id
            for band in book().time_off
            if after.decision.true(band.holds) and not before.decision.true(band.holds)
        }
        if not (after.outcome == "stop" or after.decision.today == "recover" or after.lost - before.lost or away):
            found.append(f"the advance is overruled by nothing: {after.outcome}")
    return found


@MANY
@given(athletes(overrides=False, flags=False), dice())
def test_learning_never_undoes_safety(after: Athlete, dice: Dice) -> None:
    before = after
    for _ in range(dice.pick((1, 1, 2, 4))):
        before = forget(dice, before) or before
    assume(before is not after)
    note(f"learnt {before.changes[len(after.changes) :]}")
    assert not undone(see(before), see(after))


@SOME
@given(athletes(overrides=False), dice())
def test_forgetting_never_opens_a_gate(athlete: Athlete, dice: Dice) -> None:
    """Unknown never opens: with latched flags and clearances too."""
    without = forget(dice, athlete)
    assume(without is not None)
    note(f"without {without.changes[-1]}")  # type: ignore[union-attr]
    before, after = see(athlete), see(without)  # type: ignore[arg-type]
    assert [gate for gate, status in after.gates.items() if status == 2 and before.gates[gate] != 2] == []


@SOME
@given(athletes(overrides=False, flags=False), dice())
def test_a_missing_fact_is_neither_better_than_its_best_nor_worse_than_its_worst(athlete: Athlete, dice: Dice) -> None:
    for _ in range(dice.pick((1, 2))):
        athlete = forget(dice, athlete) or athlete
    unknown = missing(facts_of(athlete))
    assume(unknown)
    measure, path, fact = dice.pick(unknown)
    note(f"missing: {fact}")
    seen = see(athlete)
    assert not more_than(seen, see(athlete.but((path, written(measure, best(measure))))))
    assert not more_than(see(athlete.but((path, written(measure, worst(measure))))), seen)


@SOME
@given(athletes(overrides=False, flags=False))
def test_pain_not_asked_is_neither_better_than_none_nor_worse_than_all(athlete: Athlete) -> None:
    seen = see(athlete.but((("pain",), REMOVE)))
    assert not more_than(seen, see(athlete.but((("pain",), "none"))))
    assert not more_than(see(athlete.but((("pain",), all_pain()))), seen)


@SOME
@given(athletes(overrides=False, flags=False), dice())
def test_an_unknown_age_or_sex_opens_only_what_every_age_or_sex_opens(athlete: Athlete, dice: Dice) -> None:
    """What has no direction: whatever is open or lost without knowing it is so whatever it is."""
    name = dice.pick(("age_years", "sex"))
    measure = book().measures[name]
    without = see(athlete.but((measure.at, REMOVE)))
    steps = (
        dice.whole(18, measure.high) - measure.low * 0 if name == "age_years" else dice.whole(measure.low, measure.high)
    )
    known = see(athlete.but((measure.at, written(measure, steps))))
    note(f"{name}: {known.athlete.said(measure.at)}")
    assert not undone(without, known)
    assert without.lost <= known.lost


@settings(max_examples=100 if SOAK else 20)
@given(athletes(overrides=False))
def test_someone_of_whom_nothing_is_known_is_let_in_nowhere(athlete: Athlete) -> None:
    bare = Athlete(
        athlete.base,
        tuple(
            ((key,), REMOVE) for key in athlete.facts_file() if key not in ("surefoot", "athlete", "as_of", "position")
        ),
    )
    seen = see(bare)
    assert "open" not in {STATUSES[status] for status in seen.gates.values()}
    assert (seen.outcome, seen.decision.today, seen.plan.sessions) == ("unscreened", "recover", [])

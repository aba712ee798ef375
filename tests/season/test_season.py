"""Thirty weeks of two samples, through the commands, as a coach reads them.

`novice.txt` and `racer.txt` hold every week: the decision, the sessions with their days, the next weights, what is less
and why, and what was said and done. `SUREFOOT_REWRITE=1` writes them anew; read them before you commit them.
The racer's season takes longer, and runs in the soak.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from season.body import AWAY, MISSED, Story
from season.stories import NOVICE, RACER
from season.telling import told
from season.weeks import Season, Week, one_rulebook

HERE = Path(__file__).resolve().parent
WEEKS = 30


class Whole:
    """A season that is over."""

    def __init__(self, story: Story, folder: Path):
        self.story = story
        with one_rulebook():
            season = Season(story, folder)
            self.weeks: Sequence[Week] = list(season.weeks(WEEKS))
            after = story.monday(WEEKS + 1)
            self.history: dict[str, Any] = json.loads(season.command(after, "history", story.name, "--json"))

    def of(self, number: int) -> dict[str, Any]:
        """The decision of a week's Monday."""
        decision = self.weeks[number - 1].decision
        assert decision is not None
        return dict(decision)

    def outcomes(self, numbers: Sequence[int]) -> set[str]:
        return {self.of(each)["decision"]["outcome"] for each in numbers if self.story.weeks.get(each) != AWAY}


def every_week_is_as_it_was_read(season: Whole) -> None:
    page = HERE / f"{season.story.name.removeprefix('sample-')}.txt"
    text = "\n".join(told(week) for week in season.weeks)
    if os.environ.get("SUREFOOT_REWRITE"):
        page.write_text(text, encoding="utf-8")
    assert text == page.read_text(encoding="utf-8")
    assert "{" not in text


def no_step_on_in_a_flare(season: Whole) -> None:
    hurt = [week for week, (during, morning) in season.story.pain.items() if during > 2 or morning]
    assert season.outcomes(hurt) <= {"hold", "regress"}
    assert {season.of(week)["plan"]["progression"]["step"] for week in hurt} <= {"same", "less"}


def nothing_new_before_the_race_nor_just_after_it(season: Whole) -> None:
    race = season.story.week_of(season.story.race)
    done: set[str] = set()
    for week in range(1, WEEKS + 1):
        sessions = season.weeks[week - 1].decision["plan"]["sessions"] if season.weeks[week - 1].decision else []
        shown = {item["exercise"] for each in sessions if each["kind"] == "hard" for item in each["items"]}
        if race - 2 <= week <= race + 1:
            assert shown <= done, week
        done |= shown
    assert season.outcomes(range(race - 2, race + 2)) == {"hold"}
    taper, last = (season.of(week)["plan"] for week in (race - 1, race))
    assert {each["rule"] for each in taper["reductions"] if each["bites"]} >= {"RD.taper"}
    assert [each["kind"] for each in last["sessions"]] == ["light"]


def missed_weeks_neither_earn_nor_cost(season: Whole) -> None:
    for week, kind in season.story.weeks.items():
        if kind == MISSED:
            before, after = season.of(week)["decision"], season.of(week + 1)["decision"]
            assert (before["phase"], after["outcome"]) == (after["phase"], "hold")


def after_time_off_it_goes_on_by_the_table(season: Whole) -> None:
    back = max(week for week, kind in season.story.weeks.items() if kind == AWAY) + 1
    away = [week for week, kind in season.story.weeks.items() if kind == AWAY]
    rule = "GD.weeks" if len(away) > 1 else "GD.short"
    biting = {each["axis"]: each["rule"] for each in season.of(back)["plan"]["reductions"] if each["bites"]}
    assert (biting["sets"], biting["load"]) == (rule, rule)
    assert season.of(back)["decision"]["outcome"] == ("regress" if rule == "GD.weeks" else "hold")


def the_weights_come_back_after_it(season: Whole) -> None:
    """What was lighter for the time off is where it was within some weeks, without being earned anew."""
    loads = [
        (week.number, item["load"]) for week in season.weeks if week.decision
        for each in week.decision["plan"]["sessions"] for item in each["items"] if item["load_kg"] is not None
    ]  # fmt: skip
    assert any("on the way back to" in load for _, load in loads)


def the_plateau_is_noticed(season: Whole) -> None:
    """Only where strength stood still, and not while a race is near."""
    noticed = [week.number for week in season.weeks if week.decision and "No gain" in week.decision["plan"]["note"]]
    assert set(noticed) <= {*season.story.flat} - {*range(season.story.week_of(season.story.race) - 2, WEEKS + 1)}
    assert bool(noticed) == (season.story is RACER)


def no_decision_would_be_another_today(season: Whole) -> None:
    """All was told in time, so nothing that came later changes what was decided."""
    decided = season.history["decisions"]
    assert len(decided) >= WEEKS - 3
    assert all(each.get("now") is None for each in decided)


CHECKS = (
    every_week_is_as_it_was_read,
    no_step_on_in_a_flare,
    nothing_new_before_the_race_nor_just_after_it,
    missed_weeks_neither_earn_nor_cost,
    after_time_off_it_goes_on_by_the_table,
    the_weights_come_back_after_it,
    the_plateau_is_noticed,
    no_decision_would_be_another_today,
)


SAMPLES = [pytest.param(NOVICE, id="novice"), pytest.param(RACER, id="racer", marks=pytest.mark.soak)]


@pytest.mark.parametrize("story", SAMPLES)
def test_a_season(story: Story, tmp_path: Path) -> None:
    season = Whole(story, tmp_path)
    for check in CHECKS:
        check(season)

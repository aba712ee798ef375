"""Jumps: how many contacts, of which tier, what keeps them lower or shut, and the published weeks of some."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import Any

import pytest
from plan.conftest import (
    JUMPING,
    KITS,
    LEVELS,
    PHASES,
    TIERS,
    Data,
    measures,
    pain,
    plan_for,
    slot,
    standing,
)
from properties.athletes import book

from surefoot.engine.facts.answers import DAYS
from surefoot.engine.plan.dose import contacts_of_a_set, session_contacts
from surefoot.engine.plan.easing import tier_reasons
from surefoot.engine.plan.sessions import Plan

TENDON = {"history": {"tendon": True}, "measures": {"visa_a": 95, "morning_tendon_stiffness_nrs": 0}}
BONE = {"injuries": [{"site": "shin", "side": "left", "tissue": "bone", "date": "2026-10-01", "status": "recovered"}]}
MANY = {"log": {"hop_contacts_tolerated": 400}}  # so that what was tolerated is no limit
# By tier and level the contacts of a session in the weeks 0, 1, 2, 4 and 30 of it.
WEEKS = (0, 1, 2, 4, 30)
CONTACTS = {
    ("P0", "novice_return"): (60, 72, 84, 108, 160),
    ("P0", "recreational"): (100, 115, 130, 160, 160),
    ("P0", "experienced"): (100, 120, 140, 180, 300),
    ("P1", "novice_return"): (30, 35, 40, 50, 50),
    ("P1", "recreational"): (50, 58, 66, 80, 80),
    ("P1", "experienced"): (80, 90, 100, 100, 100),
    ("P2", "novice_return"): (50, 58, 66, 80, 80),
    ("P2", "recreational"): (80, 90, 100, 100, 100),
    ("P2", "experienced"): (100, 110, 120, 120, 120),
    ("P3", "recreational"): (60, 68, 76, 80, 80),
    ("P3", "experienced"): (100, 110, 120, 140, 140),
}


def reached(tier: str, weeks: int = 0) -> Data:
    """Facts of somebody whose log says so."""
    return {**TIERS[tier], "position": {"tier": tier, "weeks_in_tier": weeks}}


def jumps(plan: Plan) -> list[Any]:
    return [(each, item) for each in plan.sessions for item in each.items if item.dose.contacts is not None]


def contacts(plan: Plan) -> int:
    return sum(item.dose.contacts for _, item in jumps(plan))


# ---- how many -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tier", "level"), list(CONTACTS))
def test_contacts_grow_by_the_week_up_to_the_most_of_the_tier(tier: str, level: str) -> None:
    found, plans = [], []
    for weeks in WEEKS:
        decision, plan = plan_for(standing("plyometric", LEVELS[level], MANY, reached(tier, weeks)))
        assert decision.tier == tier
        found.append(session_contacts(book().tiers[int(tier[1])], decision))
        plans.append(contacts(plan))
    assert tuple(found) == CONTACTS[tier, level]
    assert plans == sorted(plans)


def test_weeks_that_are_not_known_are_none_and_a_later_tier_is_past_them() -> None:
    decision, _ = plan_for(standing("plyometric", LEVELS["experienced"], MANY, TIERS["P2"]))
    assert decision.tier == "P2"
    assert [session_contacts(tier, decision) for tier in book().tiers[:3]] == [300, 100, 100]


def test_contacts_are_a_fifth_more_than_went_well_before_at_the_most() -> None:
    """Springs, by which one gets there, go by their weeks alone."""
    for tolerated, low in ((80, 96), (81, 97), (50, 60), (120, 140)):
        log = {"log": {"hop_contacts_tolerated": tolerated}}
        decision, _ = plan_for(standing("plyometric", LEVELS["experienced"], reached("P3", 30), log))
        most = [session_contacts(tier, decision) for tier in book().tiers]
        assert most == [300, min(100, low), min(120, low), low], tolerated


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("phase", PHASES[3:])
def test_a_slot_takes_no_more_than_its_share(phase: str, tier: str) -> None:
    """Nor more than its own most; a set is whole, or one that is cut short, with the same on each side."""
    for level, weeks in ((level, weeks) for level in LEVELS for weeks in (0, 3, 30)):
        decision, plan = plan_for(standing(phase, LEVELS[level], reached(tier, weeks)))
        days = book().phases[PHASES.index(phase)].days
        slots = {(day["id"], each["slot"]): each for day in days for each in day["slots"]}
        for session, item in jumps(plan):
            about, own = slots[session.id, item.slot], book().tier(item.exercise.tier)
            assert own is not None
            share = session_contacts(own, decision) * about.get("share", 100) // 100
            assert 0 < item.dose.contacts <= min(share, about.get("at_most", share)), (session.id, item.slot)
            assert own.order <= book().tiers[-1 if "tier_at_most" not in about else int(about["tier_at_most"][1])].order
            whole, amount = contacts_of_a_set(item.exercise), item.exercise.a_set[item.exercise.counts]
            done = (item.dose.reps or item.dose.seconds or item.dose.metres) * item.dose.sets
            assert item.dose.contacts == max(1, done * whole // amount)


def test_a_landing_of_each_leg_counts_for_one_leg_and_of_both_feet_once() -> None:
    for name, contacts_ in (("pv_pogo_dl", 20), ("pv_sl_pogo", 20), ("ph_split_bounds", 12)):
        assert contacts_of_a_set(book().exercises[name]) == contacts_


def test_jumps_take_half_an_hour_at_the_most_and_end_with_quality() -> None:
    for phase in JUMPING:
        hour = {"week": {"session_minutes": 60}}
        _, plan = plan_for(standing(phase, LEVELS["experienced"], MANY, reached("P3", 30), hour))
        for session in plan.sessions:
            assert sum(item.seconds for each, item in jumps(plan) if each is session) <= 30 * 60
        assert all(item.dose.rir is None for _, item in jumps(plan))


def test_what_the_half_hour_takes_of_the_jumps_is_told() -> None:
    hour = {"week": {"session_minutes": 60}}
    _, plan = plan_for(standing("plyometric", LEVELS["experienced"], MANY, reached("P3", 30), hour))
    cut = [(session, item) for session, item in jumps(plan) if item.dose.sets < item.dose.planned_sets]
    assert cut
    for session, item in cut:
        assert item.slot in session.shortened


@pytest.mark.parametrize("days", [["mon", "tue", "wed"], ["mon", "wed"], ["sat", "sun", "mon"], ["tue", "fri"]])
@pytest.mark.parametrize("tier", TIERS)
def test_days_of_jumping_are_as_few_and_as_far_apart_as_their_tier_asks(tier: str, days: list[str]) -> None:
    week = {"week": {"available_days": days}}
    for phase in JUMPING:
        for level in LEVELS:
            decision, plan = plan_for(standing(phase, LEVELS[level], reached(tier, 3), week))
            for each in book().tiers:
                jumping = {one.day for one, item in jumps(plan) if book().tier(item.exercise.tier).order >= each.order}
                places = sorted(DAYS.index(str(day)) for day in jumping)
                gaps = [later - earlier for earlier, later in itertools.pairwise([*places, *(p + 7 for p in places)])]
                assert len(places) <= each.most_days.get(decision.level, 0) or not places, (phase, level)
                assert all(24 * gap >= each.spacing_hours for gap in gaps), (phase, level, each.id, places)


def test_a_slot_for_which_days_are_too_close_says_so() -> None:
    """As shipped the first tier always finds a day; with two days of rest between its days it doesn't."""
    first = replace(book().tiers[0], spacing_hours=72)
    asks_more = replace(book(), tiers=(first, *book().tiers[1:]))
    week = {"week": {"available_days": ["mon", "tue"]}}
    facts = standing("plyometric", LEVELS["recreational"], reached("P1", 3), week)
    _, plan = plan_for(facts, asks_more)
    assert len({session.id for session, _ in jumps(plan)}) == 1
    assert asks_more.session["jumps_too_close"] in [why for session in plan.sessions for _, why in session.empty]


def test_no_title_promises_jumps_that_are_not_there() -> None:
    sore = measures(hop_pain_nrs=(5, 5))
    for phase in JUMPING:
        for more in ({}, sore, {"equipment": []}, {"week": {"session_minutes": 20}}):
            _, plan = plan_for(standing(phase, more))
            jumping = {session.id for session, _ in jumps(plan)}
            for session in plan.sessions:
                assert session.id in jumping or not re.search("jump|hop|spring", session.title.lower()), session.title


# ---- what keeps a tier shut -----------------------------------------------------------------------------------------


def why_not(tier: str, *more: Data) -> list[str]:
    decision, _ = plan_for(standing("plyometric", LEVELS["experienced"], *more))
    assert decision.tier != tier
    return [reason.rule for reason in tier_reasons(tier, decision)]


def test_the_reasons_of_a_tier_are_those_that_keep_it_shut() -> None:
    off, race = {"position": {"days_off": 10}}, {"races": [{"date": "2026-12-05", "priority": "A"}]}
    assert why_not("P3", reached("P3"), off) == ["GD.short"]
    assert why_not("P3", reached("P3"), off, race) == ["GD.short"]  # a race keeps nobody out who was let in
    assert why_not("P3", reached("P3"), {"position": {"days_off": 20}}) == ["GD.weeks"]
    assert "TC.some_pain" in why_not("P1", reached("P3"), pain("low_back", 3))
    assert why_not("P2", reached("P1"))[0].startswith("P2.")


@pytest.mark.parametrize(
    ("facts", "share"),
    [
        ({**TENDON, "measures": {"visa_a": 95, "morning_tendon_stiffness_nrs": 3}}, 50),
        (measures(sleep_hours_7d=6.5, wellness_hooper_sum=15), 60),
        ({"position": {"days_off": 6}}, 80),
    ],
)
def test_fewer_contacts_when_something_asks_for_it(facts: Data, share: int) -> None:
    """Every jump has its share, those of a single set too."""
    for tier in TIERS:
        calm, less = (plan_for(standing("plyometric", reached(tier), more))[1] for more in ({}, facts))
        for (session, before), (_, after) in zip(jumps(calm), jumps(less), strict=True):
            assert after.exercise is before.exercise
            assert 0 < after.dose.contacts <= max(1, -(-before.dose.contacts * share // 100)), (tier, session.id)


# ---- which tier -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        ({}, "P3"),
        (pain("quad", 2, 1), None),
        (pain("quad", 6), None),
        (pain("quad", 3), "P0"),
        ({"pain": "remove"}, "P0"),
        (pain("shin", 1), None),
        (pain("achilles", 2), "P3"),
        (pain("achilles", 3), None),
        (measures(doms_nrs=5), "P0"),
        (measures(sleep_hours_7d=5.5), "P1"),
        (measures(cmj_drop_pct=12), None),
        ({**TENDON, "measures": {"visa_a": 95, "morning_tendon_stiffness_nrs": 6}}, "P1"),
        ({**TENDON, "measures": {"visa_a": 70, "morning_tendon_stiffness_nrs": 0}}, None),
        (BONE, None),
        (LEVELS["novice_return"], "P2"),
        ({"running": {"min_week": 0}}, "P0"),
        ({"races": [{"date": "2026-11-26", "priority": "A"}]}, "P0"),
        ({"races": [{"date": "2026-12-05", "priority": "A"}]}, "P3"),
        ({"position": {"days_off": 10}}, "P2"),
    ],
)  # fmt: skip
def test_caps_only_ever_lower_the_tier_and_the_slots_follow(facts: Data, tier: str | None) -> None:
    """Somebody who has reached the last tier; what is empty says why, what is lower is of the lower tier."""
    decision, plan = plan_for(standing("plyometric", {"position": {"tier": "P3"}}, facts))
    most = book().tier(tier or "")
    assert (decision.tier, decision.phase) == (tier, "plyometric")
    for _, item in jumps(plan):
        own = book().tier(item.exercise.tier)
        assert own is not None
        assert most is not None
        assert own.order <= most.order
    empty = {name: why for session in plan.sessions for name, why in session.empty}
    assert ("Jumps up" in empty) == (tier is None)
    assert all(len(why.split()) > 4 for why in empty.values())


def test_nothing_new_within_three_weeks_of_a_main_race() -> None:
    race = {"races": [{"date": "2026-12-05", "priority": "A"}]}
    for tier, facts in (("P1", race), ("P3", {})):
        assert plan_for(standing("plyometric", {"position": {"tier": "P1"}}, facts))[0].tier == tier


def test_springs_are_a_permission_and_their_slots_are_empty_without_it() -> None:
    decision, plan = plan_for(standing("eccentric", measures(dl_hop_pain_nrs=1)))
    assert (decision.phase, decision.tier) == ("eccentric", None)
    for session in plan.sessions:
        names = {"Bounces", "Skips"} if session.id == "L" else {"Bounces", "Springs"}
        assert {name for name, _ in session.empty} == names
        assert all("1 out of 10" in why and "two-foot hops" in why for _, why in session.empty)
    assert not jumps(plan)


def test_before_slow_lowers_there_are_no_jumps() -> None:
    for phase in PHASES[:3]:
        decision, plan = plan_for(standing(phase))
        assert decision.tier is None
        assert not jumps(plan)


# ---- published weeks ------------------------------------------------------------------------------------------------


def logged(exercise: str, **more: Any) -> Data:
    ladder = book().exercises[exercise].ladder
    return {"log": {"rungs": {ladder: {"exercise": exercise, "clean": 0}}, **more}}


def test_nordics_begin_with_little_and_grow_by_the_week() -> None:
    found = {}
    for level in LEVELS:
        for week in range(6):
            at = {"position": {"weeks_in_phase": week}}
            _, plan = plan_for(standing("eccentric", LEVELS[level], KITS["gym"], at, logged("hs_nordic_band")))
            item = slot(plan, "Hamstring")
            assert item.exercise.id == "hs_nordic_band"
            assert (item.dose.protocol is not None) == (level != "novice_return")
            found[level, week] = (item.dose.planned_sets, item.dose.reps)
    assert [found["recreational", week] for week in range(6)] == [(2, 5), (2, 6), (3, 5), (3, 6), (3, 8), (3, 8)]
    assert {found["novice_return", week] for week in range(6)} == {(2, 5)}


@pytest.mark.parametrize("score", [70, 89, 90])
def test_an_achilles_below_90_gets_heavy_slow_raises(score: int) -> None:
    """The weeks decide repetitions and rest; the phase's sets stay the limit."""
    found = []
    for weeks in (0, 1, 3, 5, 8):
        facts = {**TENDON, "measures": {"visa_a": score, "morning_tendon_stiffness_nrs": 0}}
        _, plan = plan_for(standing("bilateral", facts, {"log": {"tendon_load_weeks": weeks}}))
        item = slot(plan, "Soleus")
        assert item.exercise.id == "cs_seated_loaded"
        assert (item.dose.protocol is not None) == (score < 90)
        found.append((item.dose.planned_sets, item.dose.reps, item.dose.rest_s))
    slow = [(3, 15, 120), (3, 12, 120), (3, 10, 150), (3, 8, 150), (3, 6, 180)]
    assert found == (slow if score < 90 else [(3, 12, 60)] * 5)


def test_daily_hopping_is_for_the_experienced() -> None:
    for level in LEVELS:
        rests = []
        for weeks in (0, 1, 2, 3, 9):
            _, plan = plan_for(standing("eccentric", LEVELS[level], reached("P0", weeks)))
            item = slot(plan, "Springs")
            assert item.exercise.id == "pv_pogo_dl"
            assert (item.dose.protocol is not None) == (level == "experienced")
            assert item.dose.sets <= (5, 6, 8, 10, 15)[len(rests)]
            rests.append(item.dose.rest_s)
        assert rests == ([50, 40, 30, 20, 10] if level == "experienced" else [rests[0]] * 5)

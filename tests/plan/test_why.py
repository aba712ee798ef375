"""What the page says of why: what is owed, what is asked first, why a season begins lower."""

from __future__ import annotations

from plan.conftest import LEVELS, Data, measures, plan_for, standing
from properties.athletes import book

from surefoot.engine.decision.summary import summary
from surefoot.engine.page.text import text_page
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.load import load_texts


def section(page: str, title: str) -> str:
    """What stands under a title of the page, as running text."""
    after = page.partition(f"{title}\n")[2]
    return " ".join(after.partition("\n\n")[0].split())


def test_the_sessions_that_are_owed_are_the_rulebooks_share_of_those_due() -> None:
    decision, _ = plan_for(standing("unilateral", LEVELS["recreational"]))
    due = decision.book.phase("unilateral")
    assert due is not None
    weeks = due.weeks[decision.level]
    half, all_ = (due.sessions_needed(decision.level, weeks, share) for share in (50, 100))
    assert half < 2 * half == all_
    texts = texts_of(SHIPPED)
    asks_all = load_texts(
        {**texts, "rules/advancing.yaml": texts["rules/advancing.yaml"].replace("share_due: 50 ", "share_due: 100")}
    )
    owed: Data = {"position": {"weeks_in_phase": 9, "sessions_done": half}}
    facts = standing("unilateral", LEVELS["recreational"], owed)
    assert plan_for(facts)[0].outcome == "advance"
    held, _ = plan_for(facts, asks_all)
    assert held.outcome == "hold"
    assert f"it takes at least {all_}" in summary(held)


def test_without_a_medical_screen_its_questions_come_first_and_no_test() -> None:
    facts = standing("unilateral")
    del facts["red_flags"]
    decision, plan = plan_for(facts)
    assert (decision.outcome, plan.sessions) == ("hold", [])
    asked = [each.measure for each in decision.missing]
    assert asked
    assert not [name for name in asked if book().measures[name].test]
    said = section(text_page(decision, plan), "WHAT TO TEST OR ANSWER NEXT")
    assert said.startswith(f"1. {book().measures[asked[0]].title}")


def test_a_new_season_that_stands_lower_says_why() -> None:
    season: Data = {"position": {"phase": "endurance_strength", "new_season": True}}
    even, _ = plan_for(standing("endurance_strength", season))
    weak, _ = plan_for(standing("endurance_strength", season, measures(sls_eo_s=(4, 5))))
    orders = [book().phase(str(each.phase)).order for each in (even, weak)]  # type: ignore[union-attr]
    assert orders[1] < orders[0]
    assert "stance" in summary(weak).lower()
    assert "stance" not in summary(even).lower()

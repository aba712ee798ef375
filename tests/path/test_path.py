"""`surefoot path`: what it takes to reach a phase, worked out by hand for the samples, and the page as it is shown."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from commands import CACHE
from journaling import EXAMPLES, NOW, day, example, facts, opened, said, written
from shown_pages import BLOCK, held, session

from surefoot.cli import surefoot
from surefoot.engine.audit.reasons import Reasons
from surefoot.engine.audit.subject import on_text
from surefoot.engine.changing import Changing
from surefoot.engine.commands.common import VERSION
from surefoot.engine.decision.decide import Decision
from surefoot.engine.findings import BadInput
from surefoot.engine.journal.store import open_journal
from surefoot.engine.page.path_data import path_data
from surefoot.engine.page.report_html import report_html
from surefoot.engine.path.cheapest import path_to, target
from surefoot.engine.rulebook.files import SHIPPED
from surefoot.engine.service import Surefoot

DOCS = SHIPPED / "docs/path.md"


def decided(name: str, **more: Any) -> Decision:
    """The decision on a sample, with some of its sections said otherwise."""
    facts_file = example(name)
    for section, value in more.items():
        both = isinstance(value, dict) and isinstance(facts_file.get(section), dict)
        facts_file[section] = {**facts_file[section], **value} if both else value
    return opened().decide_text(json.dumps(facts_file), "sample.json", day("2026-11-20"))[0]


@cache
def of_sample(name: str) -> dict[str, Any]:
    return ways(name)


def ways(name: str, to: str | None = None, **more: Any) -> dict[str, Any]:
    decision = decided(name, **more)
    found: dict[str, Any] = path_data(path_to(decision, opened(), target(decision, to)), VERSION)
    return found


def told(data: dict[str, Any]) -> list[str]:
    """What the cheapest way takes, in its order."""
    return [change["say"] for step in data["ways"][0]["steps"] for change in step["changes"]]


def days(data: dict[str, Any]) -> tuple[str | None, str | None]:
    return data["ways"][0]["soonest"], data["ways"][0]["latest"]


# ---- the samples, by hand -------------------------------------------------------------------------------------------

WEEKS, SESSIONS = "Weeks in this phase: at least {} weeks", "Sessions done in this phase: at least {}"
HOPS = "Test: pain in ten single-leg hops, both sides; 0 out of 10 is needed"
SPRINGS = "Low two-foot hops in one session: at least 50 seconds"
STEPDOWN = "Test: lateral step-down control, both sides; at most 1 point of 6 is needed"
G1 = [
    "Answer: brisk walking without pain; at least 30 minutes is needed",
    "Test: ankle range, knee to wall, both sides; at least 7 cm is needed",
    "Test: bodyweight squat; at least 1 point of 3 is needed",
    "Test: hip hinge with a broomstick; at least 5 clean hinges of 10 is needed",
    "Test: single-leg stance, eyes open, both sides; at least 10 seconds is needed",
]
CLEAN = [f"Clean {what} sessions: at least 2" for what in ("calf-raise", "hinge", "squat")]
LAST_TWO = ["Worst pain in the last two sessions: at most 2 out of 10", "Repetitions outside the asked effort: 0"]
BY_HAND = {
    # 2 repetitions at 0.75 to 1.5 a week: 1.3 to 2.7 weeks
    "sample-hold": ("2026-11-30", "2026-12-09", ["Single-leg calf raise, left: from 13 to 15"]),
    # four weeks of the phase; 50 seconds of springs at 7 a week take 7.1
    "sample-advance": ("2026-12-18", "2027-01-09", [
        "Answer: has hurt a bone or a joint; no is needed", HOPS,
        "One-leg rise from a chair: left from 12 and right from 13 to 15", SPRINGS, SESSIONS.format(4),
        "Weeks of tendon loading in a row: at least 4 weeks", WEEKS.format(4)]),
    # from 11 to 15 rises at half a one a week: eight weeks
    "sample-masters": ("2026-12-18", "2027-01-15", [
        HOPS, STEPDOWN, "Single-leg calf raise, left: from 17 to 19",
        "One-leg rise from a chair: left from 11 and right from 12 to 15", SPRINGS, SESSIONS.format(4),
        WEEKS.format(4)]),
    # two weeks of four are there; three rises at one a week take three
    "sample-no-kit": ("2026-12-11", "2027-01-09", [
        HOPS, "One-leg rise from a chair, both sides: from 12 to 15", SPRINGS, f"{SESSIONS.format(4)} (2 so far)",
        f"{WEEKS.format(4)} (2 so far)"]),
    # a novice's six weeks on two legs
    "sample-novice-return": ("2027-01-01", "2027-01-01", [
        *CLEAN, "Days off strength work: none longer than 14 days", *LAST_TWO, SESSIONS.format(6), WEEKS.format(6)]),
    # three weeks of the phase; pain of 3 settles in one to four
    "sample-place": ("2026-12-11", "2026-12-18", [
        "Days off strength work: none longer than 14 days", SESSIONS.format(3), WEEKS.format(3),
        "Worst pain in a session: from 3 to 2 out of 10"]),
    "sample-racer-new-to-lifting": ("2026-12-11", "2026-12-11", [
        "Days off strength work: none longer than 14 days", SESSIONS.format(3), WEEKS.format(3)]),
    # back where one was: two weeks
    "sample-regress": ("2026-12-04", "2026-12-04", [
        *CLEAN, "Days off strength work: back to 0 days", *LAST_TWO, SESSIONS.format(2), WEEKS.format(2)]),
    # trained before, and only not tested: placed at once, if the tests come out so
    "sample-skips-tests": ("2026-11-20", "2026-11-27", G1),
    "sample-untested": ("2026-12-11", "2026-12-11", [
        "Answer: worst pain in a session; at most 2 out of 10 is needed", *G1,
        "Days off strength work: none longer than 14 days", SESSIONS.format(3), WEEKS.format(3)]),
    # the questionnaire from 68 to 75 at two points a week; stiffness from 4 to 2 at a quarter
    "sample-sore-achilles": ("2026-12-15", "2027-01-15", [
        "Morning tendon stiffness: from 4 to 2 out of 10", "Achilles questionnaire (VISA-A): from 68 to 75",
        "Worst morning after the last three jump sessions: from 2 to 0",
        "Worst pain in the last three jump sessions: from 4 to 2 out of 10", f"{WEEKS.format(6)} (4 so far)",
        "Worst pain in a session: from 4 to 2 out of 10", "Change by the next morning: from 2 to 0"]),
    # nobody can say when a clearance comes, or when the bone has healed
    "sample-after-bone-injury": (None, None, [
        "The clearance on record, by a clinician, as far as plyometrics", HOPS, STEPDOWN,
        "Single-leg calf raise, right: from 19 to 20", "One-leg rise from a chair, right: from 13 to 15", SPRINGS,
        SESSIONS.format(4), WEEKS.format(4),
        "The injury on the list is over, and is said to be recovered; then its weeks count"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_a_sample_by_hand(name: str) -> None:
    soonest, latest, says = BY_HAND[name]
    data = of_sample(name)
    assert told(data) == says
    assert days(data) == (soonest, latest)


@pytest.mark.parametrize(("name", "points"), [
    ("sample-hold", 3 + 2),                                # effort, and two weeks at a middling rate
    # a question, a test of both sides, the slower side's rises, springs, tendon weeks, weeks of the phase
    ("sample-advance", 1 + 2 + (3 + 4.5) + (2 + 4.8) + (1 + 4) + 4),
    ("sample-regress", 1 + 1.5 + 1.5 + 1 + 1.5 + 2),       # told and clean sessions, each lot at the price of one
])  # fmt: skip
def test_the_price_by_hand(name: str, points: float) -> None:
    assert of_sample(name)["ways"][0]["price"] == pytest.approx(points, abs=0.06)


def test_every_sample_is_here() -> None:
    others = {"sample-stop", "sample-in-season"}           # no way; nowhere further on
    assert {path.stem for path in EXAMPLES.glob("*.yaml")} == {*BY_HAND, *others}
    assert ways("sample-in-season")["there"] is True


def test_a_flag_in_force_leaves_no_way_and_is_named() -> None:
    data = ways("sample-stop")
    assert data["ways"] == []
    assert [each["fact"] for each in data["forbidden"]] == ["flag.RF_BSI", "night_bone_pain", "bone_spot_pain"]
    assert not data["unsure"]


# ---- what stands in the way -----------------------------------------------------------------------------------------


def test_a_race_moves_the_day() -> None:
    """The calf would be there by 30 November; with a main race on 12 December nothing new begins until the 26th."""
    data = ways("sample-hold", races=[{"date": "2026-12-12", "priority": "A"}])
    assert days(data) == ("2026-12-26", "2026-12-26")
    assert days(ways("sample-hold", races=[{"date": "2026-12-12", "priority": "B"}])) == ("2026-11-30", "2026-12-09")


def test_what_several_lines_ask_is_paid_once_and_both_sides_together() -> None:
    data = ways("sample-hold", measures={"sl_calf_raise_reps": {"left": 9, "right": 11, "date": "2026-11-18"}})
    assert "Single-leg calf raise: left from 9 and right from 11 to 12" in told(data)
    assert data["ways"][0]["steps"][0]["to"] == "unilateral"      # lost: back to two legs first


def test_a_clearance_comes_first_and_has_no_date() -> None:
    flags = {"none": "yes", "RF_SURGERY": {"answer": "no", "last_yes": "2026-11-10", "date": "2026-11-19"}}
    data = ways("sample-hold", red_flags=flags)
    assert told(data)[0].endswith(": cleared by a clinician, as far as eccentric emphasis")
    assert days(data) == (None, None)
    raised = ways("sample-hold", red_flags={"none": "yes", "RF_SURGERY": "yes"})
    assert raised["ways"] == []
    assert raised["forbidden"][0]["fact"] == "flag.RF_SURGERY"


def test_a_fever_is_over_after_its_days() -> None:
    flags = {"none": "yes", "RF_FEVER_ILLNESS": {"answer": "no", "last_yes": "2026-11-17", "date": "2026-11-18"}}
    data = ways("sample-advance", "eccentric", red_flags=flags)
    assert len(told(data)) == 1
    assert days(data) == ("2026-11-24", "2026-11-24")             # seven days after the 17th


def test_what_was_never_asked_is_asked() -> None:
    data = ways("sample-hold", red_flags="unknown", symptoms={})
    assert told(data)[0] == "Answer the health questions; each has to be a no"


def test_age_forbids() -> None:
    data = ways("sample-hold", profile={"age_years": 16})
    assert data["ways"] == []
    assert {"fact": "age_years", "title": "Age", "value": "16 years",
            "why": "Age is as it is."} in data["forbidden"]  # fmt: skip


def test_a_coachs_hold_forbids_and_an_admission_counts_while_it_lasts() -> None:
    given = {"line": "G3.calf", "decision": "hold", "by": "coach", "reason": "form", "date": "2026-11-20"}
    held = ways("sample-advance", "eccentric", overrides=[given])
    assert [(each["fact"], each["why"]) for each in held["forbidden"]] == [("G3.calf", "a coach holds it")]
    admitted = {**given, "decision": "admit", "until": "2026-11-28"}
    short = {"phase": "unilateral", "weeks_in_phase": 2, "sessions_done": 8, "days_off": 0}
    ended = ways("sample-hold", position=short, overrides=[admitted])  # it ends before the weeks are there
    assert "Single-leg calf raise, left: from 13 to 15" in told(ended)
    lasting = ways("sample-hold", position=short, overrides=[{**admitted, "until": "2026-12-20"}])
    assert "Single-leg calf raise, left: from 13 to 15" not in told(lasting)


def test_a_rulebook_that_says_of_nothing_how_it_changes() -> None:
    """One made before there was such a thing: nothing leads on, and the page says why."""
    older = copy.copy(opened().book)
    older.changing = Changing()
    without = Surefoot(older, opened().engine)
    text = (EXAMPLES / "sample-hold.yaml").read_text("utf-8")
    decision, _ = without.decide_text(text, "sample-hold.yaml", day("2026-11-20"))
    found = path_to(decision, without, target(decision, None))
    assert found.ways == []
    assert found.forbidden == [("sl_calf_raise_reps.left", "the rulebook doesn't say how that changes")]


# ---- further on -----------------------------------------------------------------------------------------------------


def test_several_phases_are_a_chain_with_what_has_to_be_kept() -> None:
    data = ways("sample-hold", "tempo_strength")
    steps = data["ways"][0]["steps"]
    assert [(step["from"], step["to"]) for step in steps] == [
        ("unilateral", "eccentric"), ("eccentric", "plyometric"), ("plyometric", "tempo_strength")]  # fmt: skip
    assert [step["soonest"] for step in steps] == sorted(step["soonest"] for step in steps)
    calf = [change["say"] for step in steps for change in step["changes"] if "calf raise" in change["say"]]
    assert calf == ["Single-leg calf raise, left: from 13 to 15", "Single-leg calf raise, both sides: from 15 to 20"]
    assert any(each["line"] == "G4.calf" and each["say"] == "single-leg calf raise at least 16 each side"
               for each in data["keep"])  # fmt: skip
    assert "Single-leg stance, eyes open" in {each["title"] for each in data["repeat"]}


def test_alternatives_are_other_sets_and_no_cheaper() -> None:
    for name in BY_HAND:
        found = of_sample(name)["ways"]
        prices = [way["price"] for way in found]
        assert prices == sorted(prices)
        sets = [{fact for step in way["steps"] for change in step["changes"] for fact in change["facts"]}
                for way in found]  # fmt: skip
        assert len({frozenset(each) for each in sets}) == len(found)


def test_a_phase_that_there_is_not() -> None:
    with pytest.raises(BadInput) as failed:
        ways("sample-hold", "eccentrics")
    [finding] = failed.value.findings
    assert (finding.code, finding.nearest) == ("unknown-name", "eccentric")


# ---- the command ----------------------------------------------------------------------------------------------------


def path(*arguments: str) -> Result:
    return CliRunner().invoke(surefoot, ["path", *arguments],
                              env={"COLUMNS": "80", "SUREFOOT_CACHE": CACHE.name})  # fmt: skip


def test_of_the_journal_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "journal.db"
    with open_journal(file) as journal:
        journal.append([facts("2026-11-20", said("sample-hold"), athlete="sample-hold")], NOW)
    runner = CliRunner()
    env = {"COLUMNS": "80", "SUREFOOT_CACHE": CACHE.name}
    shown = runner.invoke(surefoot, ["plan", "sample-hold", "--journal", str(file)], env=env)
    assert shown.exit_code == 0, shown.output
    with open_journal(file) as journal:
        before = written(journal)
    done = path("sample-hold", "--journal", str(file), "--json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert any("calf raise, left: from 13 to 15" in say for say in told(data))
    with open_journal(file) as journal:
        assert written(journal) == before


def test_what_goes_wrong_is_said(tmp_path: Path) -> None:
    done = path(str(EXAMPLES / "sample-hold.yaml"), "--to", "eccentrics", "--json")
    assert json.loads(done.stdout)["findings"][0]["nearest"] == "eccentric"
    assert isinstance(done.exception, BadInput)
    missing = path("nobody", "--journal", str(tmp_path / "none.db"))
    assert getattr(missing.exception, "exit_code", None) == 2
    assert not (tmp_path / "none.db").exists()


def test_a_report_ends_with_the_way_on() -> None:
    """The same sentences, by the same data."""
    beginnings = {
        "sample-hold": '<ol start="1">\n<li>Single-leg calf raise, left: from 13 to 15, about 1 to 3 weeks.',
        "sample-stop": "<ul>\n<li>Possible bone stress injury [flag.RF_BSI]: a red flag is in force",
    }
    for name, inside in beginnings.items():
        text = (EXAMPLES / f"{name}.yaml").read_text("utf-8")
        subject = on_text(text, f"{name}.yaml", day("2026-11-20"), opened(), VERSION)
        report = report_html(Reasons(subject))
        assert inside in report[report.index('id="path"'):]


def test_the_page_in_the_docs_is_what_is_shown() -> None:
    text = held(DOCS, {"session": session(SHIPPED)})
    assert all(len(line) <= 80 for match in BLOCK.finditer(text) for line in match[3].splitlines())
    keys = set(re.findall(r"^([a-z_]+)(?:,|\s{2,}|$)", text[text.index("surefoot, rulebook, athlete") :], re.MULTILINE))
    assert {key for key in ways("sample-hold") if key not in ("surefoot", "rulebook", "athlete", "as_of")} <= keys | {
        "all_ways_looked_at"}  # fmt: skip

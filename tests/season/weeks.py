"""The season as the commands have it: each day's commands in their order, with the clock that the story gives."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from journaling import opened

from surefoot.cli import surefoot
from surefoot.engine import service
from surefoot.engine.commands.common import Clock
from surefoot.engine.findings import BadInput, render
from surefoot.engine.journal.store import open_journal
from surefoot.engine.page.text import TODAY
from surefoot.engine.rulebook import cache

from .body import AWAY, MISSED, Body, Story
from .running import written
from .stories import QUIET

TESTS_EVERY, AGAIN_AFTER = 4, 2     # weeks: all of them, and those that keep the next gate closed
LATER = ("dl_hop_pain_nrs", "hop_pain_nrs", "hop_pain_bony")
LAST = ("hop_lsi_pct", "dl_landing_quality")
HEAD = "date,session,exercise,side,set,reps,seconds,metres,load_kg,rir,technique,session_effort,minutes,session_pain"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@contextmanager
def one_rulebook() -> Iterator[None]:
    """The rulebook is read once for all commands of a season; each would read the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service, "open_surefoot", lambda *_: opened())
        patch.setattr(cache, "open_rulebook", lambda *_: (opened().book, None))
        yield


@dataclass
class Week:
    """One week: the decision of its Monday as `decide --json` has it, and what was said and done."""

    number: int
    monday: Date
    decision: Mapping[str, Any] | None = None
    done: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


class Season:
    """A story told to surefoot, week by week."""

    def __init__(self, story: Story, folder: Path):
        self.story, self.body, self.folder = story, Body(story), folder
        self.file = folder / "journal.db"
        self.screened = 0           # the week of the last whole medical screen
        self.tested = 0
        self.new: set[str] = set()  # exercises that were done before
        self.sore = 1

    def weeks(self, last: int = 30) -> Iterator[Week]:
        for number in range(1, last + 1):
            yield self.week(number)

    def week(self, number: int) -> Week:
        week = Week(number, self.story.monday(number))
        kind = self.story.weeks.get(number, "")
        if kind != AWAY:
            self._runs(number - 1)
            self._monday(week)
            shown = week.decision["plan"]["sessions"] if week.decision else ()
            for session in sorted(shown, key=lambda each: each["date"] or ""):
                day = Date.fromisoformat(session["date"])
                if day < week.monday + timedelta(days=7):
                    self._session(week, session["id"], day, kind == MISSED)
        else:
            week.said.append("away: nothing was opened, run or lifted")
        self.body.week_over(number, len(week.done))
        return week

    # ---- the commands ----

    def command(self, day: Date, *words: str) -> str:
        """What a command says. The journal's clock is the morning of the day."""
        moment = datetime.datetime.combine(day, datetime.time(6, 30), datetime.timezone.utc)
        found = surefoot.get_command(click.Context(surefoot), words[0])
        assert found is not None
        result = CliRunner().invoke(found, [*words[1:], "--journal", str(self.file)], catch_exceptions=True,
                                    obj=Clock(lambda: day, lambda: moment, lambda: 0.0))  # fmt: skip
        if isinstance(result.exception, BadInput):
            raise AssertionError(render(result.exception.findings, result.exception.texts))
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    def shown(self) -> list[Mapping[str, Any]]:
        """The sessions of the week as they were shown last."""
        with open_journal(self.file) as journal:
            plans = journal.entries(self.story.name, ["plan"])
        return list(plans[-1].data["sessions"]) if plans else []

    def decided(self) -> Mapping[str, Any]:
        """The decision that was recorded last."""
        with open_journal(self.file) as journal:
            return journal.decision(self.story.name, journal.briefs(self.story.name)[-1].id).result

    # ---- a Monday ----

    def _monday(self, week: Week) -> None:
        """Tests and the whole screen every fourth week or after a break, and else a check-in; then the week."""
        story, day = self.story, week.monday
        hurts = self.body.hurts(day)[0]
        due = week.number - self.screened >= TESTS_EVERY or not self.screened
        again = self._open_lines() if not due and not hurts and week.number - self.tested >= AGAIN_AFTER else set()
        if due:
            self.screened = week.number
            self._assess(week, set(story.tests) if not hurts else set(QUIET))
            week.said.append("screened" + ("" if hurts else " and tested"))
        elif again:
            self._assess(week, again)
            week.said.append("tested " + ", ".join(sorted(again)))
        if self.screened != week.number or week.number > 1:
            self._check_in(week, day)
        self.command(day, "plan", story.name)
        week.decision = self.decided()

    def _open_lines(self) -> set[str]:
        """Tests that keep the next gate closed, or that are out of date."""
        last = self.decided()
        gates = {gate["id"]: gate for gate in last["gates"]}
        lines = gates[last["decision"]["next_gate"]]["lines"] if last["decision"]["next_gate"] else []
        criteria = " ".join(str(line) for line in lines if line["status"] in ("not_met", "unknown"))
        missing = {each["measure"] for each in last["unknown"]}
        return {name for name in self.story.tests if name in missing or name in criteria} & self._ready()

    def _ready(self) -> set[str]:
        """Tests that come with the phase: hops from the eccentric one on, hops for distance once there is jumping."""
        with open_journal(self.file) as journal:
            phases = {each.phase for each in journal.briefs(self.story.name)}
        early = {*LATER, *LAST} if not phases & {"eccentric", "plyometric"} else {*LAST}
        return set(self.story.tests) - (early if "plyometric" not in phases else set())

    def _assess(self, week: Week, tests: set[str]) -> None:
        story, first = self.story, week.number == 1
        self.tested = week.number if tests > set(QUIET) or not tests & set(QUIET) else self.tested
        measures = {name: self.body.test(name) for name in story.tests if name in tests & self._ready()}
        if first:
            measures |= {"doms_nrs": 1, "sleep_hours_7d": 7.5, "wellness_hooper_sum": 10, "pain_next_morning_delta": 0}
        facts = {"surefoot": "facts/1", "athlete": story.name, "as_of": week.monday.isoformat(), "measures": measures}
        if self.screened == week.number:
            facts |= {"symptoms": "none", "red_flags": "none", "injuries": "none"}
        if first:
            facts |= {**story.said, "position": "none", "pain": "none"}
        file = self.folder / "answers.json"
        file.write_text(json.dumps(facts), encoding="utf-8")
        self.command(week.monday, "assess", story.name, "--answers", str(file), "--no-input")

    def _check_in(self, week: Week, day: Date) -> str:
        answers = self.body.check_in(day, self.sore)
        words = [word for key, said in answers.items() for word in (f"--{key}", said)]
        morning = self.body.hurts(day - timedelta(days=1))[1]
        site, side, _ = self.story.hurts
        words += ["--morning", f"{site} {side} {morning}" if morning else "0"] if self.trained_before(day) else []
        said = self.command(day, "log", self.story.name, *words, "--news", "none")
        today = next((key for key, say in TODAY.items() if f"Today: {say}" in said), "")
        if today != "train" and day != week.monday:
            reasons = " ".join(said.partition("Today: ")[2].split("\n- ")[1:]).split()
            week.said.append(f"{DAYS[day.weekday()]} {today}: {' '.join(reasons)}")
        return today

    def trained_before(self, day: Date) -> bool:
        """Whether the next check-in is asked about a morning."""
        with open_journal(self.file) as journal:
            done = [each for each in journal.entries(self.story.name, ["session"]) if each.data["done"] != "no"]
            told = [each for each in journal.entries(self.story.name, ["facts"]) if each.source == "check-in"]
        return bool(done) and done[-1].day < day and (not told or told[-1].day <= done[-1].day)

    # ---- a session ----

    def _session(self, week: Week, letter: str, day: Date, missed: bool) -> None:
        name = f"{letter} {DAYS[day.weekday()]}"
        if missed:
            week.said.append(f"missed {name}")
            return
        today = self._check_in(week, day) if day != week.monday else "train"
        if today == "recover":
            self.command(day, "log", self.story.name, "--session", letter, "--done", "no")
            return
        if today == "reduce":
            self.command(day, "plan", self.story.name)
        shown = next((each for each in self.shown() if each["id"] == letter), None)
        if shown is None:
            week.said.append(f"{name}: no longer in the plan")
            return
        self._log(week, shown, day)
        week.done.append(name)

    def _log(self, week: Week, session: Mapping[str, Any], day: Date) -> None:
        book = opened().book
        site, side, _ = self.story.hurts
        pain = self.body.hurts(day)[0]
        hurt = f"{site} {side} {pain:g}" if pain else "none"
        fresh = {item["exercise"] for item in session["items"]} - self.new
        self.sore = min(3, 1 + len(fresh))
        self.new |= fresh
        did = [(item, self.body.done(item, day, book.exercises[item["exercise"]].loaded)) for item in session["items"]]
        if week.number % 2:
            words = ["--session", session["id"], "--minutes", str(session["minutes"]), "--effort", "5", "--pain", hurt]
            for item, each in did:
                words += ["--did", self._typed(item["exercise"], each)]
            self.command(day, "log", self.story.name, *words)
            return
        lines = [HEAD]
        for item, each in did:
            exercise = book.exercises[item["exercise"]]
            alone = exercise.legs in ("one", "split") or (exercise.legs == "alternating" and exercise.counts == "reps")
            for of in ("left", "right") if alone else ("both",):
                for number, (amount, rir) in enumerate(each["rows"], 1):
                    amounts = [str(amount) if each["unit"] == unit else "" for unit in ("reps", "seconds", "metres")]
                    left = ["" if value is None else f"{value:g}" for value in (each["kg"], rir, each["technique"])]
                    before = [day.isoformat(), session["id"], exercise.id, of, str(number)]
                    lines.append(",".join([*before, *amounts, *left, "5", str(session["minutes"]), hurt]))
        file = self.folder / "week.csv"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.command(day, "log", self.story.name, "--file", str(file))

    @staticmethod
    def _typed(exercise: str, each: Mapping[str, Any]) -> str:
        unit = {"reps": "", "seconds": " s", "metres": " m"}[each["unit"]]
        words = [exercise, *(f"{amount}{unit}" for amount, _ in each["rows"])]
        if each["kg"] is not None:
            words.append(f"at {each['kg']:g} kg")
        if each["rows"][0][1] is not None:
            words.append("rir " + " ".join(str(rir) for _, rir in each["rows"]))
        return " ".join([*words, f"technique {each['technique']}"])

    def _runs(self, number: int) -> None:
        """The runs of a week, imported on the Monday after it."""
        if number >= 1 and self.story.weeks.get(number) != AWAY:
            folder = written(self.story, number, self.folder)
            self.command(self.story.monday(number + 1), "import", str(folder), self.story.name, "--zone", "UTC")

"""What was said about a session, read into the data of its entry.

    {session, phase, plan, done, minutes, effort, pain, note, items}

What isn't said of an exercise that was planned was done as planned; what wasn't planned is added behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..facts.pieces import REFUSED
from ..facts.values import Mistake, shown
from ..findings import Finding, nearest
from ..journal.entries import DONE, Entry
from ..training import Exercise
from .amounts import number_of
from .context import Context
from .items import Item, items_of
from .pain import read_pain
from .said import Said, once
from .sets import read_typed

DID = "did"
KEYS = ("session", "done", DID, "minutes", "effort", "pain", "note")
LETTER = re.compile(r"[A-Za-z0-9]{1,8}\Z")
NO_PLAN = ("none", "no", "-")
LONGEST_NOTE = 500
YES_NO = {"y": "yes", "n": "no", "part": "partly", "partial": "partly", "partially": "partly", "some": "partly"}
Data = dict[str, Any]


def read_session(said: Iterable[Said], context: Context, listed: bool = False) -> tuple[Data | None, list[Finding]]:
    """The data of a session's entry, None where anything is wrong; and what is wrong.

    listed : what isn't named wasn't done (a file names every set); otherwise it was done as planned
    """
    said = list(said)
    one, findings = once(said, (DID,))
    reader = _Reader(context, one, [each for each in said if each.key == DID], listed, findings)
    data = reader.read()
    return (None if findings else data), findings


class _Reader:
    def __init__(self, context: Context, one: Mapping[str, Said], did: Sequence[Said], listed: bool,
                 findings: list[Finding]):  # fmt: skip
        self.context, self.one, self.did, self.listed, self.findings = context, one, did, listed, findings
        self.amounts = context.book.logbook.amounts

    def read(self) -> Data:
        letter, planned = self._letter()
        plan: Entry | None = self.context.plan if planned is not None else None
        done = self._done()
        items, whole = self._items(planned, done)
        data: Data = {"session": letter, "phase": self.context.phase(plan), "plan": plan.id if plan else None,
                      "done": done or ("yes" if whole else "partly"), "items": items}  # fmt: skip
        for key in ("minutes", "effort"):
            said = self.one.get(key)
            value = number_of(self.amounts[key], said.text) if said is not None else None
            if isinstance(value, Mistake) and said is not None:
                self.findings.append(said.finding(value))
            elif value is not None:
                data[key] = value
        self._pain(data)
        self._note(data)
        return data

    def _letter(self) -> tuple[str | None, Mapping[str, Any] | None]:
        """The session's letter and what was planned for it; None, None for one that was not in a plan."""
        said = self.one.get("session")
        if said is None or said.text.strip().lower() in NO_PLAN:
            return None, None
        text = said.text.strip()
        planned = self.context.shown(text)
        if planned is not None:
            return str(planned["id"]), planned
        plan = self.context.plan
        if plan is None and LETTER.match(text):
            return text.upper(), None  # a log may be kept without a plan
        letters = [str(each["id"]) for each in plan.data["sessions"]] if plan is not None else []
        say = f"There is no session {shown(text)} in the week shown on {plan.held_on}." if plan else (
            f"'{shown(text)}' can't be a session's letter.")  # fmt: skip
        expected = (
            f"one of {', '.join(letters)}, or none for one that was not planned" if letters else "a letter, or none"
        )
        self._say(said, Mistake("session", say, shown(text), expected, nearest(text, letters)))
        return None, None

    def _done(self) -> str:
        said = self.one.get("done")
        if said is None:
            return ""
        word = said.text.strip().lower()
        word = YES_NO.get(word, word)
        if word not in DONE:
            wanted = "yes, partly or no"
            self._say(said, Mistake("word", f"'{shown(said.text)}' doesn't say whether it was done.", shown(said.text),
                                    wanted, nearest(word, DONE)))  # fmt: skip
            return ""
        return word

    # ---- exercises ----

    def _items(self, planned: Mapping[str, Any] | None, done: str) -> tuple[list[Item], bool]:
        """The items in the order of the plan, then what was added; and whether all that was planned was done."""
        told: dict[str, list[Item]] = {}
        shown_items = {each["exercise"]: each for each in (planned or {}).get("items", ())}
        for each in self.did:
            exercise, rest = self._exercise(each)
            if exercise is None:
                continue
            if done == "no":
                say = "It was said that the session was not done, and here that some of it was."
                self._say(each, Mistake("done", say, shown(each.text), "--done partly, or nothing about exercises"))
            if exercise.id in told:
                say = f"{exercise.name} stands here twice."
                self._say(each, Mistake("twice", say, shown(each.text), "each exercise once"))
                continue
            told[exercise.id] = self._did(each, exercise, rest, shown_items.get(exercise.id))
        if done == "no":
            return [], False
        whole = True
        items: list[Item] = []
        for name, item in shown_items.items():
            exercise = self.context.book.exercises.get(name)
            if name in told:
                found = told.pop(name)
            elif self.listed or exercise is None:
                found = []
            else:
                typed, _ = read_typed("", self.amounts[exercise.counts], self.amounts)
                taken = items_of(exercise, typed, item)
                found = [] if isinstance(taken, Mistake) else taken
            items += found
            whole = whole and _as_many(found, item)
        return [*items, *(item for each in told.values() for item in each)], whole

    def _exercise(self, said: Said) -> tuple[Exercise | None, str]:
        """The exercise that a text begins with, by its id or its name, and the rest of the text."""
        exercise, rest = exercise_in(said.text, self.context.book.exercises.values())
        if exercise is None:
            first = said.text.split(maxsplit=1)[0] if said.text.strip() else ""
            exercises = self.context.book.exercises.values()
            near = nearest_exercise(first, exercises) or nearest_exercise(said.text, exercises)
            wanted = "an exercise's name, then what was done, as in knee_goblet 3x8"
            self._say(said, Mistake("exercise", f"'{shown(first)}' is no exercise.", shown(first), wanted, near))
        return exercise, rest

    def _did(self, said: Said, exercise: Exercise, rest: str, planned: Mapping[str, Any] | None) -> list[Item]:
        typed, wrong = read_typed(rest, self.amounts[exercise.counts], self.amounts)
        offset = len(said.text) - len(rest)
        for mistake, at in wrong:
            self.findings.append(said.finding(mistake, offset + at))
        items = items_of(exercise, typed, planned) if not wrong else []
        if isinstance(items, Mistake):
            self.findings.append(said.finding(items, offset))
            return []
        return items

    # ---- the rest ----

    def _pain(self, data: Data) -> None:
        said = self.one.get("pain")
        if said is None:
            return
        pain, wrong = read_pain(said.text, self.context, "during")
        self.findings += [said.finding(mistake, at) for mistake, at in wrong]
        data["pain"] = pain

    def _note(self, data: Data) -> None:
        said = self.one.get("note")
        if said is None or not said.text.strip():
            return
        text = said.text.strip()
        if len(text) > LONGEST_NOTE or any(not each.isprintable() or each in REFUSED for each in text):
            say = f"A note is one line of at most {LONGEST_NOTE} letters."
            self._say(said, Mistake("text", say, shown(text), "one line of text"))
        data["note"] = text

    def _say(self, said: Said, mistake: Mistake) -> None:
        self.findings.append(said.finding(mistake))


def exercise_in(text: str, exercises: Iterable[Exercise]) -> tuple[Exercise | None, str]:
    """The exercise whose id or name a text begins with, the longest that does, and what follows it."""
    bare = text.lstrip()
    lower = bare.lower()
    best: tuple[int, Exercise | None] = (0, None)
    for exercise in exercises:
        for name in (exercise.id, exercise.name.lower(), exercise.name.lower().partition(" (")[0]):
            ends = len(name)
            if lower.startswith(name) and not lower[ends : ends + 1].isalnum() and lower[ends : ends + 1] != "_":
                best = max(best, (ends, exercise), key=lambda each: each[0])
    return best[1], bare[best[0] :].lstrip(" :,=")


def nearest_exercise(text: str, exercises: Iterable[Exercise]) -> str:
    """The id or the name that a wrong one is closest to; "" for none."""
    found = [name for each in exercises for name in (each.id, each.name.partition(" (")[0])]
    return nearest(text, found)


def _as_many(items: Sequence[Item], planned: Mapping[str, Any]) -> bool:
    """Whether on every side at least as many sets were done as were planned."""
    return bool(items) and all(len(each["sets"]) >= int(planned["sets"]) for each in items)

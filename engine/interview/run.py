"""The interview: answers taken over, the questions that are left, and then the decision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path

from ..decision.decide import Decision
from ..facts.reading import ATHLETE
from ..facts.values import Mistake, shown
from ..findings import BadInput, Finding
from ..plan.sessions import Plan
from ..service import Surefoot
from .ask import SHORTLY, Asked, Quit, Reply, Talk, Understood, put_question, tell
from .kept import NOT_KEPT, Held, Kept, file_for, go_on, put_aside
from .next_test import next_test
from .road import Ahead, kit_of, minutes_of
from .saving import may_save, save_text
from .sheet import NAMELESS, Sheet, open_sheet
from .sitting import Sitting, farewell
from .state import State

NAME_WANTED = "letters a to z, digits, - and _, at most 64"
GUIDANCE = "General fitness guidance, not medical advice."


@dataclass(frozen=True)
class Wishes:
    """What the command line asked for.

    athlete    : a name, or "" to take it from the answers, or to ask
    text, file : a facts file's text and the name that findings give it; "" where there is none
    save       : the file to keep the answers in
    folder     : where answers are kept without that, at a terminal; None for nowhere
    everything : tests are asked for that can't change anything any more
    sheet      : no tests are asked for; they are printed for the floor
    held       : the journal that the answers go into
    from_held  : the text is what it holds, and not a file of answers
    """

    athlete: str = ""
    text: str = ""
    file: str = ""
    save: Path | None = None
    folder: Path | None = None
    everything: bool = False
    sheet: bool = False
    held: Held | None = None
    from_held: bool = False


def interview(opened: Surefoot, talk: Talk, wishes: Wishes, today: Date) -> Sitting:
    """Asks what isn't known yet, and keeps the answers; `decided` says what follows from them.

    today : the day that counts when the answers name none
    Errors: BadInput, for answers that can't be read or another athlete's, and where they can't be saved.
    """
    sheet = open_sheet(wishes.text, wishes.file, opened.book, today)
    _name(sheet, wishes.athlete)
    if wishes.save is not None:
        may_save(wishes.save, sheet.athlete)  # looked at before anything is asked, and again when the name is known
    kept = Kept(wishes.save, named=True, held=wishes.held)
    sitting = Sitting(talk, sheet, kept, wishes.everything, wishes.sheet)
    sitting.again = f"surefoot assess --answers {wishes.file}" if wishes.file and not kept.path else ""
    waits = talk.asks and not wishes.file and wishes.save is not None and wishes.save.exists()
    try:
        if talk.asks and _begin(talk, sitting, wishes, today):
            _welcome(talk, sitting, new=not (wishes.file or sitting.resumed))
            if sitting.take_on(today):
                sitting.run()
    except KeyboardInterrupt:
        talk.say()
        _closing(talk, sitting)
        raise
    finally:  # also when it is interrupted; but nothing never replaces something
        sitting.sheet.data.setdefault("athlete", NAMELESS)
        if wishes.save is not None and (not waits or sitting.resumed or kept.written):
            _save(talk, wishes.save, sitting.sheet)
    if sitting.left is not None:
        farewell(talk, sitting.left)
        if kept.named or wishes.held is None:  # what is kept beside a journal is recorded now
            _closing(talk, sitting)
    if talk.asks and (sitting.left is not None or not talk.terminal):
        tell(talk, *next_test(sitting.sheet))
    return sitting


def decided(opened: Surefoot, sitting: Sitting, wishes: Wishes) -> tuple[Decision, Plan]:
    """What follows from the answers as they are now."""
    return opened.decide_text(sitting.sheet.text(), wishes.file or "answers", sitting.sheet.as_of)


# ---- before the questions -------------------------------------------------------------------------------------------


def _begin(talk: Talk, sitting: Sitting, wishes: Wishes, today: Date) -> bool:
    """Who it is, and whether to go on from what is kept. False when there are no more questions."""
    sheet, kept = sitting.sheet, sitting.kept
    if not sheet.athlete:
        reply = _ask_name(talk, sheet)
        if isinstance(reply, Quit):
            sitting.left = reply
            return False
    sheet.data.setdefault("athlete", NAMELESS)
    if wishes.save is not None:
        may_save(wishes.save, sheet.athlete)
    elif talk.terminal and wishes.folder is not None:
        kept.path, kept.named = file_for(wishes.folder, sheet.athlete), False
        if kept.path is None:
            tell(talk, NOT_KEPT.replace("{why}", f"nothing can be written in {wishes.folder}"))
    if kept.path is None or not kept.path.exists():
        return True
    if wishes.file and (kept.named or not wishes.from_held):
        if not kept.named:
            tell(talk, f"There are also answers kept in {kept.path}.", put_aside(kept.path, "earlier"))
    elif not talk.terminal:
        tell(
            talk,
            f"The first answer replaces what is in {kept.path}.",
            f"To go on from that instead: --answers {kept.path}",
        )
    else:
        found = go_on(talk, kept.path, sheet.athlete, sheet.book, today, None if kept.named else wishes.held)
        if isinstance(found, Quit):
            sitting.left = found
            return False
        if found is not None:
            sitting.sheet, sitting.resumed = found, True
    return True


def _welcome(talk: Talk, sitting: Sitting, new: bool) -> None:
    """What is to come, for one who is new to it; and what can be typed at every prompt."""
    about = sitting.sheet.book.interview
    if new:
        minutes = f"about {about.question_minutes} minutes" if about.question_minutes else "a few minutes"
        tell(talk, f"First questions, {minutes}: a medical screen, who you are, what you have done, your week, today.")
        tell(talk, _first_tests(sitting))
    tell(talk, f"{GUIDANCE} {SHORTLY}")


def _first_tests(sitting: Sitting) -> str:
    """What the tests will need: those of the first gate, as long as it isn't known which others follow."""
    state = State(sitting.sheet, (), ())
    gate = sitting.sheet.book.gate_of(sitting.sheet.book.first_tested)
    asked = [line.asks[0].measure for line in gate.lines if line.asks] if gate is not None else []
    tests = [
        Ahead(gate, sitting.sheet.book.measures[name])
        for name in dict.fromkeys(asked)
        if sitting.sheet.book.measures[name].test
    ]
    if not tests:
        return "Then the tests that matter for you, today or another day."
    most = sitting.sheet.book.interview.sitting_minutes
    at_most = f", at most {most} in one sitting" if most else ""
    return (
        f"Then the tests that matter for you, today or another day. The first ones take about {minutes_of(tests)} "
        f"minutes{at_most}, and need: {', '.join(kit_of(state, tests))}."
    )


def _name(sheet: Sheet, athlete: str) -> None:
    if not athlete:
        return
    if not ATHLETE.match(athlete):
        raise BadInput(
            [
                Finding(
                    "athlete",
                    f"'{shown(athlete)}' can't name an athlete.",
                    seen=shown(athlete),
                    expected=NAME_WANTED,
                    nearest=_possible_name(athlete),
                )
            ]
        )
    if sheet.athlete not in ("", athlete):
        raise BadInput(
            [
                Finding(
                    "athlete",
                    f"These are the answers of {sheet.athlete}, not of {athlete}.",
                    sheet.file,
                    path="athlete",
                    seen=sheet.athlete,
                    expected=f"answers of {athlete}",
                )
            ]
        )
    sheet.data["athlete"] = athlete


def _possible_name(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-")[:64]


def _ask_name(talk: Talk, sheet: Sheet) -> Reply:
    """Asks for a name."""

    def read(text: str) -> Understood | Mistake:
        name = text.strip()
        if ATHLETE.match(name):
            return Understood([(("athlete",), name)])
        return Mistake("athlete", f"'{shown(name)}' can't be the name.", shown(name), NAME_WANTED, _possible_name(name))

    asked = Asked(
        ["What should we call you?"],
        f"letters, digits, - and _; Enter for {NAMELESS}",
        ["The name stands on the page and in the saved answers, nowhere else."],
        read,
        why=lambda: ["Your answers are kept under it, and the page begins with it."],
    )
    return put_question(talk, asked, sheet.put)


# ---- after them -----------------------------------------------------------------------------------------------------


def _closing(talk: Talk, sitting: Sitting) -> None:
    """How to go on another time."""
    where = sitting.kept.where(sitting.sheet)
    if where:
        tell(talk, where)


def _save(talk: Talk, save: Path, sheet: Sheet) -> None:
    try:
        save_text(save, sheet.text(), sheet.athlete)
    except BadInput:
        talk.say(f"The answers could not be saved. Here they are:\n{sheet.text()}")
        raise
    talk.say(f"Answers saved in {save}.")

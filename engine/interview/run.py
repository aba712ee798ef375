"""The interview: answers taken over, the questions that are left, and then the decision."""
from __future__ import annotations

import re
from datetime import date as Date
from pathlib import Path

from ..decision.decide import Decision
from ..facts.reading import ATHLETE
from ..facts.values import Mistake, shown
from ..findings import BadInput, Finding
from ..plan.sessions import Plan
from ..service import Surefoot
from .ask import Asked, Quit, Talk, Understood, put_question, tell
from .saving import may_save, save_text
from .sheet import NAMELESS, Sheet, open_sheet
from .sitting import Sitting, farewell

NAME_WANTED = "letters a to z, digits, - and _, at most 64"
WELCOME = (
    "Questions first, about five minutes: a medical screen, who you are, what you have done, your week, today.",
    "Then only the tests that matter for you. You can answer them another day.",
    "At any prompt: skip or Enter leaves it unknown, ? says more, quit stops and decides with what is known.",
    "General fitness guidance, not medical advice.",
)


def interview(opened: Surefoot, talk: Talk, athlete: str, answers_text: str, answers_name: str, today: Date,
              save: Path | None) -> tuple[Decision, Plan]:
    """Asks what isn't known yet, keeps the answers where `save` says, and decides.

    athlete      : a name, or "" to take it from the answers, or to ask
    answers_text : a facts file's text; answers_name is "" where there is none
    today        : the day that counts when the answers name none
    Errors: BadInput, for answers that can't be read or another athlete's, and where they can't be saved.
    """
    sheet = open_sheet(answers_text, answers_name, opened.book, today)
    _name(sheet, athlete)
    if save is not None:
        may_save(save, sheet.athlete)     # looked at before anything is asked, and again when the name is known
    talking = talk.asks
    if talking:
        tell(talk, *WELCOME)
    if talking and not sheet.athlete:
        talking = _ask_name(talk, sheet)
    sheet.data.setdefault("athlete", NAMELESS)
    replaces = save is not None and talking and not answers_name and save.exists()
    if save is not None:
        may_save(save, sheet.athlete)
        if replaces:
            talk.say(f"The first answer replaces what is in {save}.\nTo go on from that instead: --answers {save}")
    sitting, before = Sitting(talk, sheet), sheet.text()
    try:
        if talking:
            sitting.run(today)
    except KeyboardInterrupt:
        talk.say()
        raise
    finally:                              # also when it is interrupted; but nothing never replaces something
        if save is not None and not (replaces and sitting.sheet.text() == before):
            _save(talk, save, sitting.sheet)
    return opened.decide_text(sitting.sheet.text(), answers_name or "answers", sitting.sheet.as_of)


def _name(sheet: Sheet, athlete: str) -> None:
    if not athlete:
        return
    if not ATHLETE.match(athlete):
        raise BadInput([Finding("athlete", f"'{shown(athlete)}' can't name an athlete.", seen=shown(athlete),
                                expected=NAME_WANTED, nearest=_possible_name(athlete))])
    if sheet.athlete not in ("", athlete):
        raise BadInput([Finding("athlete", f"These are the answers of {sheet.athlete}, not of {athlete}.", sheet.file,
                                path="athlete", seen=sheet.athlete, expected=f"answers of {athlete}")])
    sheet.data["athlete"] = athlete


def _possible_name(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-")[:64]


def _ask_name(talk: Talk, sheet: Sheet) -> bool:
    """Asks for a name; False when there are no more questions."""
    def read(text: str) -> Understood | Mistake:
        name = text.strip()
        if ATHLETE.match(name):
            return Understood([(("athlete",), name)])
        return Mistake("athlete", f"'{shown(name)}' can't be the name.", shown(name), NAME_WANTED, _possible_name(name))

    asked = Asked(["What should we call you?"], f"letters, digits, - and _; Enter for {NAMELESS}",
                  ["The name stands on the page and in the saved answers, nowhere else."], read)
    reply = put_question(talk, asked, sheet.put)
    farewell(talk, reply)
    return not isinstance(reply, Quit)


def _save(talk: Talk, save: Path, sheet: Sheet) -> None:
    try:
        save_text(save, sheet.text(), sheet.athlete)
    except BadInput:
        talk.say(f"The answers could not be saved. Here they are:\n{sheet.text()}")
        raise
    talk.say(f"Answers saved in {save}.")

"""A log at a prompt: question by question, back, kept as it is typed, read over, and only then recorded.

Every answer is in the draft's file before the next question is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..facts.values import Mistake, shown
from ..findings import nearest
from ..interview.ask import Asked, Back, Quit, Skipped, Talk, Understood, put_question, tell
from ..interview.typed import tidy
from ..journal.entries import FACTS, SESSION, Draft, Entry
from ..model import Flag
from .check_in import read_check_in
from .context import Context
from .draft_file import DraftFile
from .recording import draft_of
from .said import Said
from .screens import newly
from .session import DID, exercise_in, read_session
from .session_steps import session_said, session_steps
from .steps import COMMANDS, KEPT, Step, asked_as, check_in_said, check_in_steps
from .texts import said_in
from .words import told

KINDS = {"check-in": FACTS, "session": SESSION}
FIRST = "This is the first question; nothing lies before it."
NOTHING_SAID = "Nothing was said, so there is nothing to record."
TOO_MANY = 1000  # answers in one log; far more than there are


@dataclass(frozen=True)
class Left:
    """The questions ended before all was said. `ended`: there was no more input."""

    ended: bool = False


@dataclass
class Asking:
    """The questions of one entry.

    kind   : session or facts
    before : what the entry says that is being corrected, by question; Enter keeps it
    """

    talk: Talk
    context: Context
    draft: DraftFile
    kind: str
    before: dict[str, str] = field(default_factory=dict)
    undone: dict[str, str] = field(default_factory=dict)  # answers that were taken back, to be kept with Enter

    def run(self) -> Draft | Left | None:
        """The draft to record; Left where the questions were left; None where nothing was said."""
        tell(self.talk, COMMANDS)
        while True:
            reply = self._questions()
            if isinstance(reply, Left):
                return reply
            made = self.made()
            if made is None:
                tell(self.talk, NOTHING_SAID)
                return None
            if reply or not self.talk.terminal:  # a stop is recorded at once
                return made
            self.talk.say()
            for line in told(self.kind, made.data or {}, self.context.book):
                tell(self.talk, line)
            confirmed = put_question(self.talk, _confirm(), lambda puts: [])
            if isinstance(confirmed, Quit):
                return Left(confirmed.ended)
            if not isinstance(confirmed, Back):
                return made
            self._back()

    # ---- the questions ----

    def _questions(self) -> Left | list[Flag]:
        """Asks all that is left to ask. A red flag that is raised ends it, and is given."""
        for _ in range(TOO_MANY):
            step = self._next()
            if step is None:
                return []
            self.talk.say()
            reply = put_question(self.talk, self._with_why(step.asked), lambda puts: [])
            if isinstance(reply, Quit):
                return Left(reply.ended)
            if isinstance(reply, Back):
                if not self.draft.answers:
                    tell(self.talk, FIRST)
                self._back()
                continue
            self.draft.answers[step.key] = _text(reply, step)
            self._keep()
            raised = self._stop(step)
            if raised:
                return raised
        return Left()

    def _next(self) -> Step | None:
        step = next((step for step in self._steps() if step.key not in self.draft.answers), None)
        said = self.undone.get(step.key) if step is not None else None
        if step is None or not said:
            return step
        asked = replace(step.asked, lines=[*step.asked.lines, f"You said: {said}.{KEPT}"], hint="")
        return replace(step, asked=asked, usual=said)

    def _steps(self) -> Iterator[Step]:
        steps = session_steps if self.kind == SESSION else check_in_steps
        return steps(self.context, self.draft.answers, self.before)

    def _with_why(self, asked: Asked) -> Asked:
        """A session's questions are all for one thing."""
        why = self.context.book.logbook.why
        return replace(asked, why=lambda: [why]) if self.kind == SESSION and why else asked

    def _back(self) -> None:
        """Takes the last answer back, and with it what was only asked because of it."""
        if self.draft.answers:
            key, text = self.draft.answers.popitem()
            self.undone[key] = text
            self._keep()

    def _keep(self) -> None:
        told_before = self.draft.broken
        self.draft.write()
        if self.draft.broken and not told_before:
            tell(
                self.talk,
                f"What you type can't be kept ({self.draft.broken.rstrip('.').lower()}), so finish in one go.",
            )

    def _stop(self, step: Step) -> list[Flag]:
        """A red flag beats everything: before a session, what raises one ends the questions."""
        if self.kind == SESSION or not self._raises(step.key.partition(":")[0]) or self._opened(step):
            return []
        made = self.made()
        return newly(self.context, [made]) if made is not None else []

    def _raises(self, question: str) -> bool:
        """Whether a question's answer can raise a flag."""
        book = self.context.book
        asked = next((each for each in book.logbook.check_in if each.id == question), None)
        if asked is None or asked.asks in ("screens", "pain"):
            return asked is not None
        return asked.measure in book.measures and self.context.fold.signs.concerns(book.measures[asked.measure].at)

    def _opened(self, step: Step) -> bool:
        """Whether a screen that was chosen is still to be asked."""
        following = self._next()
        return following is not None and following.key.startswith(f"{step.key.partition(':')[0]}:")

    # ---- what they make ----

    def made(self) -> Draft | None:
        """The draft as far as it was said; None where nothing was."""
        said = self.said()
        if self.kind == SESSION:  # of a correction each exercise is asked about, so what isn't there wasn't done
            data, _ = read_session(said, self.context, listed=bool(self.before))
        else:
            data, _ = read_check_in(said, self.context)
        return draft_of(self.context.athlete, self.kind, self.context.day, data) if data is not None else None

    def said(self) -> list[Said]:
        """The answers as flags would say them."""
        say = session_said if self.kind == SESSION else check_in_said
        return say(self.context, self.draft.answers)


def _text(reply: object, step: Step) -> str:
    """What an answer leaves in the draft: as it was typed, or what Enter says."""
    if isinstance(reply, Understood):
        return str(reply.puts[0][1])
    if isinstance(reply, Skipped) and reply.entered:
        return step.usual
    return step.open_


def _confirm() -> Asked:
    how = "Nothing is in the journal yet. Enter records it; back returns to the last question; quit keeps it for later."
    read = one_of({"yes": "yes", "y": "yes", "record": "yes"}, "Enter, yes, back or quit")
    return asked_as(["Record this?"], "Enter records it; back, or quit", how, "", read)


def one_of(words: Mapping[str, str], wanted: str) -> Callable[[str], Understood | Mistake]:
    """What reads one of some words; anything else is asked again."""

    def read(text: str) -> Understood | Mistake:
        said = tidy(text)
        if said in words:
            return Understood([(("said",), words[said])])
        return Mistake("word", f"'{shown(said)}' is no answer here.", shown(said), wanted, nearest(said, words))

    return read


def before_of(entry: Entry, context: Context) -> dict[str, str]:
    """What an entry says, by the questions of the prompts."""
    found: dict[str, str] = {}
    for said in said_in(entry, context.book):
        if said.key == DID:
            exercise, rest = exercise_in(said.text, context.book.exercises.values())
            if exercise is not None:
                found[f"did:{exercise.id}"] = rest
        else:
            found[said.key] = said.text
    return found


def ask_kind(talk: Talk, checked_in: bool) -> str | Left:
    """Whether a check-in or a session is meant: facts or session."""
    usual = "session" if checked_in else "check-in"

    words = {"1": "check-in", "2": "session", **dict.fromkeys(KINDS, ""), "before": "check-in", "after": "session"}
    read = one_of({word: said or word for word, said in words.items()}, "1, check-in, 2 or session")
    lines = ["What do you want to log?", "   1  check-in: how you are, before a session (half a minute)",
             "   2  session: what you did"]  # fmt: skip
    asked = asked_as(lines, f"1 or 2; Enter for {usual}", "A check-in says whether today is a day to train.", "", read)
    reply = put_question(talk, asked, lambda puts: [])
    if isinstance(reply, Quit):
        return Left(reply.ended)
    return KINDS[str(reply.puts[0][1]) if isinstance(reply, Understood) else usual]


def go_on(talk: Talk, draft: DraftFile) -> bool | Left:
    """Whether to go on from what is kept; it is put away where not."""
    what = "a session" if draft.kind == SESSION else "a check-in"
    many = len(draft.answers)
    say = f"You began to log {what} of {draft.day} and did not finish: {many} answer{'s' if many != 1 else ''} kept."

    yes, no = dict.fromkeys(("yes", "y", "go on"), "yes"), dict.fromkeys(("no", "n", "new"), "no")
    read = one_of({**yes, **no}, "Enter, yes or no")
    asked = asked_as(
        [say, "Go on from there?"], "Enter goes on; no begins anew", "No throws those answers away.", "", read
    )
    reply = put_question(talk, asked, lambda puts: [])
    if isinstance(reply, Quit):
        return Left(reply.ended)
    return not (isinstance(reply, Understood) and reply.puts[0][1] == "no")

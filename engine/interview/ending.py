"""After the page: what next. The page into a file to print, the answers into a file, why it came out so, or back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from ..decision.decide import Decision
from ..facts.values import Mistake, shown
from ..findings import BadInput, nearest
from .ask import Asked, Back, Quit, Talk, Understood, put_question, tell
from .next_test import next_test
from .saving import save_text
from .sheet import Sheet
from .typed import tidy

OWNER_ALONE = 0o600
CHOICES = ("print", "save", "done")
ASK = (
    "What next? print puts the page into a file, save the answers; why says where it comes from; "
    "back changes an answer. (Enter to end)"
)
HELP = (
    "print: the page as text, in a file of this folder.",
    "save: the answers as a facts file that surefoot decide takes.",
    "why: each line that decided, with its rule, file and line.",
    "back: to the last question, and from there to those before it.",
    "Enter: done.",
)


def what_next(talk: Talk, sheet: Sheet, decision: Decision, page: Callable[[], str], kept: Path | None) -> bool:
    """Asks until the athlete is done. True where it goes back to the questions.

    page : makes it as it is printed, 80 columns wide
    kept : where the answers are kept already
    """
    talk.say()
    tell(talk, *next_test(sheet) if not decision.true("stop") else ())
    while True:
        talk.say()
        reply = put_question(talk, Asked([ASK], "", HELP, _choice, why=lambda: why_lines(decision)), lambda puts: [])
        if isinstance(reply, Back):
            return True
        if not isinstance(reply, Understood):
            return False
        chosen = str(reply.puts[0][1])
        if chosen == "done":
            return False
        if chosen == "print":
            _print(talk, sheet, page)
        else:
            _save(talk, sheet, kept)


def _choice(text: str) -> Understood | Mistake:
    said = tidy(text)
    fits = [choice for choice in CHOICES if said and choice.startswith(said)]
    if len(fits) == 1:
        return Understood([(("next",), fits[0])])
    return Mistake(
        "word",
        f"'{shown(said)}' is none of these.",
        shown(said),
        "print, save, why, back, or Enter",
        nearest(said, CHOICES),
    )


def _print(talk: Talk, sheet: Sheet, page: Callable[[], str]) -> None:
    """The page into a new file of this folder."""
    base = f"surefoot-{sheet.athlete}-{sheet.as_of}"
    for number in range(1, 1000):
        path = Path(f"{base}{f'-{number}' if number > 1 else ''}.txt")
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(page())
        except FileExistsError:
            continue
        except OSError as error:
            tell(talk, f"No file can be written here: {error.strerror}.")
            return
        tell(talk, f"The page is in {path}.")
        return


def _save(talk: Talk, sheet: Sheet, kept: Path | None) -> None:
    """The answers into a file that is asked for."""
    usual = f"{sheet.athlete}.yaml"
    if kept is not None:
        tell(talk, f"They are kept in {kept} already; this is another copy.")

    def into(text: str) -> str:
        path = Path(text).expanduser()
        save_text(path, sheet.text(), sheet.athlete)
        return str(path)

    def read(text: str) -> Understood | Mistake:
        try:
            saved = into(text.strip())
        except BadInput as error:
            return Mistake("not-saved", error.findings[0].say, shown(text), "another file name, or skip")
        return Understood([], f"Answers saved in {saved}. surefoot decide {saved} shows this page again.")

    reply = put_question(
        talk, Asked([f"Into which file? (Enter for {usual}; quit for none)"], "", HELP[1:2], read), lambda puts: []
    )
    if isinstance(reply, (Understood, Quit, Back)):
        return
    meant = read(usual)
    tell(talk, meant.say if isinstance(meant, Mistake) else meant.echo)


def why_lines(decision: Decision) -> list[str]:
    """Each line that decided: what was seen, what it needs, and the rule with its file and line."""
    book, found = decision.book, []
    for flag in decision.flags:
        found.append(f"{flag.title}: {flag.because} ({flag.place})")
    for rule in decision.today_rules:
        found.append(f"Today: {decision.wording.fill(rule.because, rule.asks)} ({rule.place})")
    names = [*decision.lost_by, decision.next_gate or ""]
    for view in [decision.gates[name] for name in dict.fromkeys(names) if name in decision.gates]:
        status = "lost" if view.lost else view.status.replace("undetermined", "not yet known")
        found.append(f"{view.gate.title}: {status} ({view.gate.place})")
        for each in view.lines:
            if each.status != "not_applicable" and not each.line.flag:
                needs = f"; needs {each.required}" if each.required else ""
                named = [book.sources.get(name, {}) for name in each.line.source if not name.endswith("default")]
                cited = "; ".join(f"{source.get('cite', '')} {source.get('year', '')}".strip() for source in named)
                origin = f" Source: {cited}." if cited else " The number is a default of ours."
                found.append(f"- {each.line.title}: {each.actual}{needs}. ({each.line.place}){origin}")
    found += [f"{text} ({rule.place})" for rule, text in decision.waiting]
    return found or ["Nothing stood in the way."]

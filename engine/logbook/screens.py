"""Signs that come before any training: what is new of them, and which red flags that raises.

"Nothing new" says again what was answered in full not long ago, and never more: a symptom that was never asked about
stays open, and one that was yes stays yes until the full screen is answered. It is told symptom by symptom, or as
`symptoms: none` where that is all of them, and never as a no to whole flags: those read more than its lists ask, as
whether a joint is swollen today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from datetime import timedelta
from typing import Any

from ..facts.answers import FlagAnswer
from ..facts.flags import implied
from ..facts.pieces import NONE
from ..facts.sections import is_symptom
from ..facts.values import Mistake, shown
from ..findings import nearest
from ..journal.canonical import canonical
from ..journal.entries import FACTS, Draft, Entry
from ..journal.fold import Fold
from ..logic import NOWHERE
from ..model import Flag, Measure, Rulebook
from .context import Context
from .said import is_none
from .sets import Wrong


def symptoms_of(context: Context, screen: str = "") -> list[Measure]:
    """The symptoms of a screen; of all where none is named."""
    measures = context.book.measures.values()
    return [each for each in measures if is_symptom(each) and each.screen == (screen or each.screen)]


def read_news(text: str, context: Context) -> tuple[dict[str, Any], list[Wrong]]:
    """Of a facts file what this says: the symptoms that are new, and what is still answered no."""
    found: dict[str, Any] = {}
    wrong: list[Wrong] = []
    names = {each.name: each.name for each in symptoms_of(context)}
    names |= {each.title.lower(): each.name for each in symptoms_of(context)}
    start = 0
    for piece in [] if is_none(text) else text.replace(";", ",").split(","):
        said = " ".join(piece.lower().split())
        name = names.get(said) or names.get(said.replace(" ", "_"))
        at = start + len(piece) - len(piece.lstrip())
        start += len(piece) + 1
        if name is not None:
            found[name] = True
        else:
            wanted = "none, or names of symptoms, as in night_bone_pain, fever"
            say = f"'{shown(piece.strip())}' is no symptom that is asked about."
            wrong.append((Mistake("word", say, shown(piece.strip()), wanted, nearest(said, names)), at))
    symptoms = _again(context) | found
    if not found and len(symptoms) == len(symptoms_of(context)):
        return {"symptoms": NONE}, wrong
    return {"symptoms": symptoms} if symptoms else {}, wrong


def flags_asked(context: Context) -> Date | None:
    """The last day on which all flags were answered none at once, and not by a check-in."""
    days = []
    for entry in context.entries:
        told = entry.data.get("red_flags") if entry.kind == FACTS and not context.is_check_in(entry) else None
        if told == NONE:
            days.append(entry.held_on[:10])
        elif isinstance(told, Mapping) and told.get(NONE) in (True, "yes"):
            days.append(str(told.get("date") or entry.held_on[:10]))
    return Date.fromisoformat(max(days)) if days else None


def _earliest(context: Context) -> Date:
    return context.day - timedelta(days=context.book.logbook.screens_days)


def _again(context: Context) -> dict[str, bool]:
    """The symptoms answered no in full lately, and since then no otherwise."""
    asked, flags = last_asked(context), flags_asked(context)
    earliest = _earliest(context)
    at_once = _denied_at_once(context) if flags is not None and flags >= earliest else ()
    found = {}
    for measure in symptoms_of(context):
        said = context.fold.places.get(measure.at)
        given = said is not None and said[3]
        lately = asked.get(measure.name)
        no = given and said is not None and said[2] in (False, "no")
        if (no and lately is not None and lately >= earliest) or (measure.name in at_once and (no or not given)):
            found[measure.at[-1]] = False
    return found


def _denied_at_once(context: Context) -> set[str]:
    """The symptoms that a no to all flags at once answered: as many as make each false; none where one was yes."""
    if any(latch.answer or latch.raised or latch.last_yes for latch in context.fold.latches.values()):
        return set()
    none = {flag: FlagAnswer(flag, False, None, context.day, NOWHERE, alone=False) for flag in context.book.flags}
    return {*implied(none, {}, context.book)}


def last_asked(context: Context) -> dict[str, Date]:
    """When each symptom was last asked about by itself, and not by a check-in."""
    found: dict[str, Date] = {}
    names = {measure.at: measure.name for measure in symptoms_of(context)}
    for entry in context.entries:
        if entry.kind == FACTS and not context.is_check_in(entry) and "symptoms" in entry.data:
            for item in context.fold.over.items({"symptoms": entry.data["symptoms"]}, entry.held_on[:10]):
                if item.path in names and item.given:
                    found[names[item.path]] = Date.fromisoformat(item.date)
    return found


def symptoms_in(data: Mapping[str, Any], book: Rulebook) -> tuple[list[str], list[str]]:
    """The titles of the symptoms that a check-in says yes to, and of those that it says no to."""
    said = data.get("symptoms")
    titles = {measure.at[-1]: measure.title for measure in book.measures.values() if is_symptom(measure)}
    none: dict[str, Any] = dict.fromkeys(titles, False) if said == NONE else {}
    found: Mapping[str, Any] = said if isinstance(said, Mapping) else none
    return ([titles.get(name, name) for name, value in found.items() if value is True],
            [titles.get(name, name) for name, value in found.items() if value is False])  # fmt: skip


def screen_due(context: Context) -> str:
    """A sentence where the whole screen has to be answered again; "" where it doesn't."""
    asked = last_asked(context)
    earliest, flags = _earliest(context), flags_asked(context)
    if flags is not None and flags >= earliest:
        return ""
    open_ = [each for each in symptoms_of(context) if each.name not in asked or asked[each.name] < earliest]
    if not open_:
        return ""
    return (
        f"{len(open_)} of {len(symptoms_of(context))} signs on the medical screen were not asked about in the last "
        f"{context.book.logbook.screens_days} days. surefoot assess {context.athlete} asks them."
    )


def stops(context: Context, drafts: Sequence[Draft]) -> list[Flag]:
    """The red flags that stop training on the day, with drafts that aren't recorded yet; what they raise first."""
    before = _raised(context, ())
    after = _raised(context, drafts)
    return sorted(after, key=lambda flag: (flag in before, list(context.book.flags).index(flag.id)))


def newly(context: Context, drafts: Sequence[Draft]) -> list[Flag]:
    """Those that weren't in force before."""
    before = _raised(context, ())
    return [flag for flag in stops(context, drafts) if flag not in before]


def _raised(context: Context, drafts: Sequence[Draft]) -> list[Flag]:
    """Those in force at the end of the day."""
    added = [_entry(draft, number) for number, draft in enumerate(drafts, 1) if draft.data is not None]
    if all(entry.day == context.day for entry in added):
        fold = context.fold.copy()
    else:  # some of a file are of earlier days: each in its place
        fold = Fold(context.book, context.fold.signs)
        added = sorted([*context.entries, *added], key=lambda entry: entry.held_on[:10])
    for entry in added:
        fold.add(entry)
    fold.close()
    fold.close(context.day.isoformat())
    yes: Mapping[str, bool] = {name: bool(latch.answer or latch.raised) for name, latch in fold.latches.items()}
    return [flag for flag in context.book.flags.values() if flag.stops and yes.get(flag.id)]


def _entry(draft: Draft, number: int) -> Entry:
    """A draft as if it were recorded, after all that is."""
    text = canonical(draft.data)
    return Entry(draft.athlete, 10**9 + number, draft.kind, draft.held_on, "", None, draft.source, text)

"""The keys of an entry and what stands there, in plain words. What names something is a name in the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import Value
from ..rulebook.uses import KINDS, OTHERWISE
from ..rulebook.values import written
from .pieces import Grid, Line, Named, Piece, Pieces, joined, plain
from .plain_words import sentence
from .titles import Titles, filled

KEYS = {
    "a_set": "One set is",
    "action": "What it does",
    "actions": "What is then said",
    "admit": "A coach may let it pass",
    "also_from": "Also known from",
    "apart": "Kept apart",
    "around": "Before and after alike",
    "ask": "Asked as",
    "at": "Where a facts file holds it",
    "at_most": "At most the phase",
    "avoid": "Spared exercises",
    "avoid_when": "Not with",
    "a_week": "More a week",
    "axis": "What is made less",
    "back": "Phases back, at most",
    "begin_at": "Begins at",
    "better": "Better",
    "by": "Goes by",
    "cite": "Who wrote it",
    "clears_after_days": "Cleared after so many days without it",
    "counts": "Counted in",
    "counts_as": "Serves as",
    "derived": "Follows from other facts, and is never asked twice",
    "doi": "DOI",
    "earned": "Has to be earned; no phase begins with it",
    "easier_by": "Exercises easier, by so many",
    "elapsed": "Time since",
    "fewest_sets": "Fewest sets",
    "floor": "But not before",
    "for_levels": "For",
    "from_phase": "From the phase",
    "from_tier": "From the tier",
    "gives_way": "Gives way, the first first",
    "heavy": "Takes heavy weights",
    "held_from": "Counts as reached from",
    "holds_phase": "The phase is held meanwhile",
    "hours_of_tier": "The hours are those of the tier",
    "household": "There, unless the athlete says not",
    "if_none": "Without any entry",
    "if_not_given": "Where nothing is said",
    "in_words": "What is needed, in words",
    "kind": "Kind",
    "kit": "Kit",
    "ladders": "Ladders",
    "legs": "Legs",
    "light": "Light sessions a week",
    "load": "Weights, in per cent of before",
    "loaded": "Takes a weight",
    "loads": "What it loads",
    "log_only": "Only a log says it",
    "marks": "Sum of so many marks",
    "most_days": "Days a week, at most",
    "new_only": "Only for those who are new to it",
    "of": "Values of",
    "only_shown": "Only shown; decides nothing",
    "ordered_by": "Ordered by",
    "parts": "Parts of the session",
    "pattern": "Movement",
    "phases": "In the phases",
    "range": "Can be",
    "rest_s": "Rest in seconds",
    "rir": "Repetitions in reserve",
    "risk_factor": "Raises nothing alone, and makes other signs weigh more",
    "running_waits": "Fast and hilly running waits",
    "screen": "Asked on the screen",
    "seen": "How we know it",
    "served": "Counts",
    "session": "After a session",
    "sessions": "Hard sessions a week",
    "share_due": "Of the sessions that were due, per cent",
    "shows": "Shown beside it, deciding nothing",
    "sides": "Each side for itself",
    "smallest_step": "Smallest step in kg",
    "spacing_hours": "Hours between two days of it",
    "split": "And by",
    "stale": "Past that",
    "step": "In steps of",
    "tier": "Tier of jumping",
    "tier_at_most": "Jumps, at most",
    "tier_back": "Tiers of jumping back",
    "tissue": "What it loads",
    "units": "Other units, and what one of them is",
    "valid": "How long it counts",
    "weaker_first": "The weaker side goes first, by",
    "weighs": "Has a weight of its own",
    "weeks": "Weeks, at the least",
    "when_unknown": "Where that isn't known",
    "where": "Only where",
    "with_caution": "In the caution band",
}  # fmt: skip
IN = {  # the same key says something else in these: (kind of name or where a rule stands, key)
    ("reductions", "to"): "To, in per cent of the usual",
    ("time_off.bands", "from"): "From day",
    ("time_off.bands", "to"): "To day",
    ("time_off.bands", "sets"): "Sets, in per cent of the usual",
    ("time_off.bands", "contacts"): "Foot contacts, in per cent of the usual",
    ("placement.caps", "at_most"): "Begins at the latest with",
    ("week.gives_way", "from"): "From",
    ("protocol", "weeks"): "Week by week",
    ("protocol", "exercises"): "For",
    ("derivations", "from"): "Worked out from",
    ("derivations", "at"): "In place of",
    ("derivations", "weeks"): "Weeks that count",
    ("derivations", "a_week"): "Times a week",
    ("derivations", "kind"): "Kind",
    ("tier", "order"): "Order of tiers",
    ("phase", "order"): "Order of phases",
    ("phase", "sessions"): "Hard sessions a week",
    ("validity", "days"): "Days that it counts",
    ("parts", "loads"): "Weights",
    ("parts", "gate"): "Shown as",
}
WORDS = {  # (key, what stands there) -> how it is said
    ("action", "emergency_stop"): "an emergency: everything stops",
    ("action", "stop_refer"): "training stops until it is cleared",
    ("action", "scope_refer"): "training stops: this is for somebody else to guide",
    ("action", "modify"): "training goes on, restricted",
    ("admit", "never"): "never",
    ("better", "higher"): "the higher",
    ("better", "lower"): "the lower",
    ("better", "context"): "neither; it says how to read others",
    ("counts", "reps"): "repetitions",
    ("kind", "record"): "a record, of what was done",
    ("kind", "test"): "a test, of what the body can do",
    ("kind", "words"): "one of some words",
    ("kind", "yes_no"): "yes or no",
    ("legs", "both"): "both",
    ("legs", "one"): "one",
    ("legs", "split"): "one in front of the other, or two up and one down",
    ("seen", "primary"): "we read the work itself or its abstract",
    ("seen", "secondary"): "only another page's account of it was read",
    ("seen", "recalled"): "from memory, and not looked up again",
    ("stale", "at_least_as_bad"): "what was there is taken as still there",
    ("tier_at_most", "none"): "none",
    ("when_unknown", "avoid"): "spared all the same",
}
ITSELF = {"gate", "ladder", "phase", "tier", "protocol", "level", "id", "rir", "part"}  # keys that name an entry
HEADS = {  # columns of a table
    "a_week": "More a week",
    "at_most": "At most",
    "load": "Load",
    "main": "Main exercise",
    "rest_s": "Rest in s",
    "rir": "In reserve",
    "share": "Share in per cent",
}
LONGEST = 60  # letters in a cell of a table
LINE = 160  # letters of a list or a block on one line
APART = ("cues", "actions", "where", "every", "signs")  # lists whose items stand on lines of their own


class KeyWords:
    """Says what entries of one rulebook hold."""

    def __init__(self, titles: Titles):
        self.titles = titles

    def key(self, key: str, where: str = "") -> str:
        return IN.get((where, key)) or KEYS.get(key) or f"{key[:1].upper()}{key[1:]}".replace("_", " ")

    def value(self, key: str, value: Value, where: str = "") -> Pieces | list[Line] | Grid:
        """What stands at a key: on one line, on several, or as a table."""
        if isinstance(value.data, dict):
            return self._block(key, value, where)
        items = value.data if isinstance(value.data, list) else []
        if items and all(isinstance(item.data, dict) for item in items):
            return self.grid(key, [(None, item) for item in items])
        if items and (key in APART or (len(written(value.plain())) > LINE and key not in KINDS)):
            return [Line(0, self.words(key, item)) for item in items]
        return self.words(key, value)

    def words(self, key: str, value: Value) -> Pieces:
        """A word, a number or a list of them."""
        if isinstance(value.data, list):
            ways = [self.words(key, item) for item in value.data]
            return joined(ways, ", or " if key == "kit" else ", ")
        if isinstance(value.data, dict):
            return joined([(f"{self.key(inner).lower()} ", *self.words(inner, item)) for inner, item in value.items()])
        word = written(value.plain())
        if key == "opens":
            key = "from_phase" if word in self.titles.names["phase"] else "tier"
        if (key, word) in WORDS:
            return (WORDS[(key, word)],)
        if key == "with":
            return sentence(word, self.titles.book)
        if "_" in word and word in self.titles.names["measures"]:
            return (self._named("measures", word),)
        kind = KINDS.get(key, "")
        if kind and key not in OTHERWISE and isinstance(value.data, str):
            return joined([(self._named(kind, part),) for part in word.split(" and ")], " and ")
        return (filled(word).replace("_", " ") if word.replace("_", "").isalnum() else filled(word),)

    def _named(self, kind: str, name: str) -> Piece:
        if kind == "phase" and name not in self.titles.names[kind] and name in self.titles.names["tier"]:
            kind = "tier"
        if name not in self.titles.names[kind] and not (kind == "measures" and name in self.titles.book.measures):
            return name.replace("_", " ")
        return Named(kind, name, self.titles.of(kind, name))

    def _block(self, key: str, value: Value, where: str) -> Pieces | list[Line] | Grid:
        inner = [item for _, item in value.items()]
        if not any(isinstance(item.data, (dict, list)) for item in inner) and len(written(value.plain())) <= LINE:
            return joined([(f"{self._short(name)} ", *self.words(name, item)) for name, item in value.items()])
        if inner and all(isinstance(item.data, dict) for item in inner):
            deeper = [each for item in inner for _, each in item.items()]
            if deeper and all(isinstance(each.data, dict) for each in deeper):
                rows = [(f"{name.replace('_', ' ')}, {self._short(level)}", each)
                        for name, item in value.items() for level, each in item.items()]  # fmt: skip
                return self.grid(key, rows, where)
            return self.grid(key, [(self._short(name), item) for name, item in value.items()], where)
        return list(self._lines(value, 0))

    def _short(self, name: str) -> str:
        """A key inside a block: a level or what it says."""
        return name.replace("_", " ") if name in self.titles.names["levels"] else self.key(name).lower()

    def _lines(self, value: Value, depth: int) -> Iterator[Line]:
        for name, item in value.items():
            block = isinstance(item.data, dict)
            if block and (len(written(item.plain())) > LINE or any(isinstance(each.data, (dict, list))
                                                                   for _, each in item.items())):  # fmt: skip
                yield Line(depth, (f"{self.key(name)}:",))
                yield from self._lines(item, depth + 1)
            else:  # of a test all of its kit is needed, of an exercise one or the other
                yield Line(depth, (f"{self.key(name)}: ", *self.words("counts_as" if name == "kit" else name, item)))

    def _apart(self, head: str | None, row: Value) -> Iterator[Line]:
        """A block whose words are too long for a table."""
        first, *others = [Line(1, (f"{self.key(name)}: ", *self.words(name, item))) for name, item in row.items()]
        yield Line(0, (f"{head}:",)) if head is not None else Line(0, first.pieces)
        yield from [first, *others] if head is not None else others

    def grid(self, key: str, rows: Sequence[tuple[str | None, Value]], where: str = "") -> Grid | list[Line]:
        """A row for each block, a column for each key that any of them has; lines where the words are long."""
        keys = list(dict.fromkeys(name for _, row in rows for name, _ in row.items() if name != "source"))
        first = () if rows[0][0] is None else ("",)
        found: list[tuple[Pieces, ...]] = []
        for head, row in rows:
            cells = [self.words(name, item) if (item := row.get(name)) is not None
                     else ("the end" if name == "up_to" else "",) for name in keys]  # fmt: skip
            found.append((*(((head,),) if head is not None else ()), *cells))
        if any(len(plain(cell)) > LONGEST for row in found for cell in row):
            return [line for head, row in rows for line in self._apart(head, row)]
        return Grid(self.key(key, where), (*first, *(HEADS.get(name) or self.key(name) for name in keys)), tuple(found))

"""What was done of one exercise, as people type it.

    (nothing), planned        as it was planned
    no                        left out
    8 8 7      3x8            sets in their order; of an exercise on each side, on both
    L 8 8 R 8 7               each side by itself
    3x30 s     1:30           what is held, 3x40 m what is walked
    8@20 6@22.5               a weight for each set
    at 12 kg   help 20 kg   rir 2   pain 1   technique 4   contacts 40
                              after the sets: one for all of them, or one a set (rir 3 2 1); ? where it isn't known

What is said of weight, help, reserve and contacts after the last side holds for the other one too, where that has
none of its own; pain and technique are of the side that they follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..facts.values import Mistake, shown
from ..findings import nearest
from ..model import Measure
from .amounts import Value, number_of

TOKEN = re.compile(r"[0-9]{1,3} ?[x×*] ?[0-9][^\s,;@]*|@|[0-9]+(?:,[0-9]+)+|[^\s,;@]+")
TIMES = re.compile(r"([0-9]{1,3}) ?[x×*] ?([0-9].*)\Z")
NUMBER = re.compile(r"[-+]?[0-9]")
COMMAS = re.compile(r"[0-9]+(,[0-9]+)+\Z")
IN_RESERVE = re.compile(r"([0-9]{1,2}) (?:left )?in reserve\b", re.IGNORECASE)
BOTH = "both"
SIDES = {"l": "left", "left": "left", "r": "right", "right": "right", "both": BOTH}
KEYS = {
    "at": "load_kg", "with": "load_kg", "weight": "load_kg", "load": "load_kg",
    "help": "assist_kg", "assist": "assist_kg", "assisted": "assist_kg",
    "rir": "rir", "reserve": "rir", "pain": "pain", "technique": "technique", "contacts": "contacts",
}  # fmt: skip
EXAMPLES = {"load_kg": "12 kg", "assist_kg": "20 kg", "rir": "2", "pain": "1", "technique": "4", "contacts": "40"}
ONE = ("pain", "technique")  # of a side, not of a set
FILLING = ("and", "of", "each", "side", "sides", "set", "sets")
AS_PLANNED = ("", "planned", "as planned", "same", "done", "yes", "y", "all", "ok")
LEFT_OUT = ("no", "n", "none", "not done", "left out", "skip", "skipped", "nothing", "0")
UNKNOWN = "?"
NO_LOAD = ("none", "bodyweight", "body", "nothing")
MOST_SETS = 30
EXAMPLE = "8 8 7, 3x8, L 8 8 R 8 7; then at 12 kg, rir 2, pain 1; planned, or no"

Wrong = tuple[Mistake, int]  # a mistake, and how many characters from the beginning


@dataclass
class Side:
    """What was typed about one side, or about both.

    amounts : one a set, with its own weight where it has one
    values  : key -> one value, or one a set, None where it isn't known; [] for no weight
    """

    amounts: list[tuple[Value, Value | None]] = field(default_factory=list)
    values: dict[str, list[Value | None]] = field(default_factory=dict)


@dataclass
class Typed:
    """What was typed about one exercise; `left_out` and `planned` stand for themselves."""

    sides: dict[str, Side] = field(default_factory=dict)
    left_out: bool = False
    planned: bool = False


def read_typed(text: str, counts: Measure, amounts: Mapping[str, Measure]) -> tuple[Typed, list[Wrong]]:
    """What was typed, and what is wrong with it.

    counts  : what the exercise is counted in
    amounts : all amounts by key
    """
    said = " ".join(text.lower().split()).rstrip(".!")
    if said in LEFT_OUT:
        return Typed(left_out=True), []
    if said in AS_PLANNED:
        return Typed(planned=True), []
    reader = _Reader(counts, amounts)
    reader.read(text)
    return reader.typed, reader.wrong


class _Reader:
    def __init__(self, counts: Measure, amounts: Mapping[str, Measure]):
        self.counts, self.amounts = counts, amounts
        self.typed, self.wrong = Typed(), list[Wrong]()
        self.side, self.key = BOTH, ""
        self.said_at: dict[str, tuple[str, int]] = {}
        self.no_load = False
        self.last: list[int] = []  # the sets that the last amount gave

    def read(self, text: str) -> None:
        text = IN_RESERVE.sub(lambda match: f"rir {match[1]}".ljust(len(match[0])), text)
        tokens = [(match[0], match.start()) for match in TOKEN.finditer(text)]
        number = 0
        while number < len(tokens):
            token, at = tokens[number]
            word = token.lower().rstrip(":=.")
            number += 1
            if word in SIDES:
                self.side, self.key = SIDES[word], ""
                if self.side in self.typed.sides:
                    self._say("sides", f"'{token}' comes twice.", token, "each side once", at)
                self._of()
            elif word in KEYS:
                self.key = KEYS[word]
                self.said_at[self.key] = (token, at)
                self._of().values.setdefault(self.key, [])
            elif token == "@":
                number += self._at(tokens[number] if number < len(tokens) else ("", at))
            elif token == UNKNOWN and self.key:
                self._of().values[self.key].append(None)
            elif COMMAS.match(token):
                tokens[number - 1 : number] = self._apart(token, at)
                number -= 1
            elif NUMBER.match(token):
                if number < len(tokens) and self._is_unit(tokens[number][0].lower()):
                    token = f"{token} {tokens[number][0]}"
                    number += 1
                self._number(token, at)
            elif self.key == "load_kg" and word in NO_LOAD:
                self.no_load = True
            elif word in FILLING:
                pass
            elif word in AS_PLANNED and not self.key:
                self.typed.planned = True
            else:
                near = nearest(word, [*KEYS, *SIDES, "planned"])
                self._say("word", f"'{shown(token)}' is not understood here.", token, EXAMPLE, at, near)
        self._whole()

    def _of(self) -> Side:
        return self.typed.sides.setdefault(self.side, Side())

    def _say(self, code: str, say: str, seen: str, expected: str, at: int, near: str = "") -> None:
        self.wrong.append((Mistake(code, say, shown(seen), expected, near), at))

    def _is_unit(self, word: str) -> bool:
        """Whether a word is a unit of what stands before it."""
        if not word.isalpha() or word in KEYS or word in SIDES:
            return False
        amount = self.amounts[self.key] if self.key else self.counts
        value = number_of(amount, f"1 {word}")
        return not isinstance(value, Mistake) or value.code not in ("unit", "number")

    def _apart(self, token: str, at: int) -> list[tuple[str, int]]:
        """8,8,7 are three sets; 12,5 is one weight."""
        amount = self.amounts[self.key] if self.key else self.counts
        if "." in amount.step and token.count(",") == 1:
            return [(token.replace(",", "."), at)]
        return [(match[0], at + match.start()) for match in re.finditer("[0-9]+", token)]

    def _number(self, token: str, at: int) -> None:
        times = TIMES.match(token)
        amount = self.amounts[self.key] if self.key else self.counts
        value = number_of(amount, times[2] if times else token)
        if isinstance(value, Mistake):
            self.wrong.append((value, at))
        elif self.key:
            self._of().values[self.key] += [value] * (int(times[1]) if times else 1)
        else:
            many, before = int(times[1]) if times else 1, len(self._of().amounts)
            if not 0 < many <= MOST_SETS:
                self._say("out-of-range", f"{many} sets can't be right.", token, f"1 to {MOST_SETS} sets", at)
                return
            self._of().amounts += [(value, None)] * many
            self.last = list(range(before, before + many))

    def _at(self, following: tuple[str, int]) -> int:
        """The weight of the sets before an @; how many words it took."""
        token, at = following
        value = number_of(self.amounts["load_kg"], token.lower())
        if isinstance(value, Mistake):
            self.wrong.append((value, at))
        elif not self.last:
            self._say("word", "'@' has no set before it.", "@", EXAMPLE, at)
        else:
            amounts = self._of().amounts
            for each in self.last:
                amounts[each] = (amounts[each][0], value)
        return 1 if token else 0

    def _whole(self) -> None:
        """What can only be judged when all has been read."""
        sides = self.typed.sides
        common = sides.get(BOTH)
        if common is not None and common.amounts and len(sides) > 1:
            self._say("sides", "Sets for both sides and for one stand here together.", "", EXAMPLE, 0)
        for key, found in self._lists():
            if not found and not (key == "load_kg" and self.no_load):
                token, at = self.said_at[key]
                self._say("null", f"No number stands after '{token}'.", token, f"as in {token} {EXAMPLES[key]}", at)
            if key in ONE and len(found) > 1:
                say = f"{len(found)} numbers stand here for {self.amounts[key].name}."
                self._say("number", say, " ".join(map(str, found)), "one number", 0)

    def _lists(self) -> Iterator[tuple[str, list[Value | None]]]:
        for side in self.typed.sides.values():
            yield from side.values.items()

"""`why` in a terminal: the decision, its reason and the nearest way through in three lines; then the tree.

Three depths: `athlete` a sentence or two without ids, `coach` the tree with rules, places and sources, `author` every
rule that fired, in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from ..audit.conditions import Condition
from ..audit.node import Node
from ..audit.reasons import Reasons
from ..audit.why_not import WhyNot, nearest_way
from ..facts.values import YES_NO
from .tree_text import TreeText

WIDEST = 80
NARROWEST = 40
MOST_WAYS, MOST_SHARED = 8, 15
FEW = 2  # conditions in the first lines
AGAIN = "With this version of surefoot it comes out otherwise than it was recorded; shown is how it comes out now."
CHANGED = (
    "It comes out otherwise than it was recorded, and by the same version of surefoot: another program may have "
    "changed the journal. `surefoot audit verify` says whether it did. Shown is how it comes out now."
)


class WhyText:
    """The page of one decision's reasons."""

    def __init__(self, reasons: Reasons, width: int, athlete: bool = False):
        self.reasons, self.decision, self.athlete = reasons, reasons.decision, athlete
        self.out = TreeText(max(NARROWEST, min(width, WIDEST)))

    def why(self, tree: Node) -> str:
        """The whole decision, or one topic."""
        if tree.kind == "outcome":
            self._decision(tree)
        else:
            self._topic(tree)
        return self._text()

    def why_not(self, found: WhyNot) -> str:
        """What stands against something, and what would open it."""
        out = self.out
        self._head()
        if found.already:
            out.say(f"{_upper(found.title)}: it is so already.")
        else:
            self._ways(found)
        if not self.athlete:
            out.lines.append("")
            self._below(found.blocks)
        return self._text()

    # ---- parts ----

    def _head(self, more: str = "") -> None:
        """Whom it is about, and which decision."""
        subject, answers = self.reasons.subject, self.decision.facts.answers
        named = f"{answers.athlete or 'no name'}, {answers.as_of.isoformat()}"
        if subject.recorded is not None:
            named += f" (decision {subject.recorded.id})"
        self.out.say(f"{named}{f': {more}' if more else ''}.")
        if not subject.same:
            self.out.say(CHANGED if subject.result.get("surefoot") == subject.version else AGAIN)

    def _decision(self, tree: Node) -> None:
        out, decision = self.out, self.decision
        self._head("" if self.athlete else f"{_lower(tree.title)}; today: {decision.today}")
        out.say(tree.say)
        out.told.update(" ".join(part.lower().split()).rstrip(".") for part in _parts(tree.say))
        near = nearest_way(self.reasons)
        if near:
            more = f"; and {len(near) - FEW} more (--not {decision.next_phase} lists them)" if len(near) > FEW else ""
            out.say(f"{way_title(decision.outcome)}: {'; '.join(needs(each) for each in near[:FEW])}{more}.", 0, 2)
        if self.athlete:
            return
        out.lines.append("")
        out.children(tree, False)
        facts = self.reasons.rests_on()
        if facts and decision.outcome != "stop" and not self.reasons.unscreened:
            out.lines.append("")
            out.say(
                f"Outcome and phase rest on {len(facts)} facts, red flags apart; had all others been otherwise, they "
                "would be the same."
            )

    def _topic(self, tree: Node) -> None:
        self._head()
        self._below(tree)

    def _below(self, tree: Node) -> None:
        """One topic: what it is, and what is below it."""
        out = self.out
        if self.athlete:
            said = out.sentence(tree)
            out.say(f"{said}.")
            first = next((child for child in tree.children if child.kind not in ("group", "fact")), None)
            if first is not None:
                out.say(f"{out.sentence(first)}.")
            return
        out.node(Node(**{**vars(tree), "children": ()}), 0, tree)
        for child in tree.children:
            out.node(child, 2, tree, child.kind == "group")

    def _ways(self, found: WhyNot) -> None:
        out = self.out
        if not found.ways:
            what = "allowed, and not chosen" if found.allowed else "not with any fact that could be otherwise"
            what = "no way to it was found among those that were tried" if found.more else what
            out.say(f"{_upper(found.title)}: {what}.")
            return
        one, *others = found.ways
        title = _upper(found.title)
        if len(one) == 1 and not others:
            out.say(f"{title}: not yet. Enough by itself: {_one(one[0])}.")
        elif found.alone:
            out.say(f"{title}: not yet. Each of these is enough by itself:")
            self._listed(found.ways)
        else:
            groups = factors(found.ways)
            shared = [way[0] for group in groups for way in group if len(group) == len(way) == 1]
            out.say(f"{title}: not yet. {'It takes all of these' if shared else 'It takes one of these'}:")
            self._listed([[each] for each in shared], MOST_SHARED)
            for group in groups:
                if len(group) > 1 or len(group[0]) > 1:
                    out.say("and one of these:" if shared or group is not groups[0] else "")
                    self._listed(group)
        if found.more:
            out.say("There may be other ways, with more conditions.")

    def _listed(self, ways: Sequence[Sequence[Condition]], most: int = MOST_WAYS) -> None:
        for way in ways[:most]:
            self.out.say(f"- {all_of(way)}", 0, 2)
        if len(ways) > most:
            self.out.say(f"- and {len(ways) - most} more; --json has them all")

    def _file(self) -> None:
        """Of which file the lines are that were named."""
        file = self.decision.facts.answers.file
        if self.reasons.subject.recorded is None and file and not self.athlete:
            self.out.say(f"Lines of facts are those of {file}.")

    def _text(self) -> str:
        self._file()
        return "\n".join(line.rstrip() for line in self.out.lines).rstrip() + "\n"


def way_title(outcome: str) -> str:
    """What the nearest way to the next phase is called; of who was sent back it is what would have kept the phase."""
    return "What would have kept it" if outcome == "regress" else "Nearest way through"


def factors(ways: Sequence[Sequence[Condition]]) -> list[list[list[Condition]]]:
    """Ways as groups of which each gives one: what is in all ways is a group of its own, and alternatives are one,
    where every choice among them is a way."""
    every = list({each.about: each for way in ways for each in way}.values())
    groups: list[list[Condition]] = []
    for each in every:
        apart = [group for group in groups if any(_apart(each, other, ways) for other in group)]
        joined = [each, *(other for group in apart for other in group)]
        groups = [*(group for group in groups if group not in apart), joined]
    count = prod(len(group) for group in groups)
    fits = all(sum(each in way for each in group) == 1 for group in groups for way in ways)
    if count == len(ways) and fits:
        return [[[each] for each in sorted(group, key=every.index)] for group in groups]
    shared = [each for each in every if all(each in way for way in ways)]
    return [*([[each]] for each in shared), [[each for each in way if each not in shared] for way in ways]]


def _apart(one: Condition, other: Condition, ways: Sequence[Sequence[Condition]]) -> bool:
    return not any(one in way and other in way for way in ways)


def all_of(conditions: Sequence[Condition]) -> str:
    """Conditions in one sentence."""
    return "; ".join(_one(condition) for condition in conditions)


def needs(condition: Condition) -> str:
    """What a condition needs: "single-leg calf raise, at least 15 on the left"."""
    between = ": " if condition.needed in YES_NO else ", "
    return f"{_lower(condition.title)}{between}{condition.needed}"


def _one(condition: Condition) -> str:
    return f"{needs(condition)} (now: {condition.seen})"


def _parts(text: str) -> list[str]:
    """The sentences of a summary, each also without the title that it begins with."""
    found = [part.strip() for part in text.split(". ")]
    return [*found, *(part.partition(": ")[2] for part in found if ": " in part)]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == "-" else text

"""Whether a test may be asked of an athlete today: a test is an exercise, with entry conditions of its own.

It waits for its tier of jumping, for kit, and for pain to be low at every site that it loads; and it is not done under
a contraindication that it names. The page, the interview and the sheet ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ..facts.known import Fact
from ..facts.values import EXACT
from ..logic import Truth
from ..model import Measure, Rulebook


def refused(measure: Measure, book: Rulebook, known: Mapping[str, Fact], truths: Mapping[str, Truth]) -> str:
    """Why this test isn't for today, in the rulebook's words, or ""; of what isn't a test always ""."""
    test = measure.test
    tier = book.tier(str(test.get("from_tier", "")))
    if tier is not None and truths.get(f"tier:{tier.id}") is not True:
        return said(book, "too_early", tier.title[:1].lower() + tier.title[1:])
    for site in test.get("loads", ()):
        if hurts(site, book, known):
            return said(book, "pain", book.sites.get(site, site))
    for name in test.get("avoid_when", ()):
        if truths.get(name) is True:
            return book.contraindications[name].because
    for item in test.get("kit", ()):
        fact = known.get(f"kit.{item}")
        if fact is None or fact.high < 1:
            return said(book, "nothing_to_do_it_with", kit_title(book, item))
    return ""


def hurts(site: str, book: Rulebook, known: Mapping[str, Fact]) -> bool:
    """Whether there is, or was last said to be, more pain at a site during load than a test may meet."""
    most = book.interview.most_pain
    if most is None:
        return False
    for measure in book.measures.values():
        if measure.at == ("pain", site, "during"):
            facts = [known[fact] for fact in measure.facts() if fact in known]
            return any(EXACT.multiply(Decimal(fact.low), Decimal(measure.step)) > Decimal(most) for fact in facts)
    return False


def kit_title(book: Rulebook, item: str) -> str:
    """What a thing is called in the middle of a sentence."""
    title = str(book.equipment.get(item, {}).get("title", item))
    return title[:1].lower() + title[1:]


def said(book: Rulebook, reason: str, title: str) -> str:
    """The rulebook's sentence for a reason; a rulebook without one still holds the test back."""
    return book.interview.held_back.get(reason, "{title}").replace("{title}", title) or title or reason

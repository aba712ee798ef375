"""How the interview goes, as knowledge/ says: in what order it asks, for how long, and in which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Interview:
    """How the interview goes; what a rulebook leaves out has no limit and no words.

    order     : the kinds of tests, in their order
    most_pain : out of 10, as it was written; None where pain holds no test back
    hard_run  : hours, orders (kinds of tests) and what is said
    questions : ask, how and why of what isn't a measure, by kind
    depends   : what else hangs on an answer
    held_back : why a test is not for today, by reason
    """

    question_minutes: int = 0
    sitting_minutes: int = 0
    order: tuple[str, ...] = ()
    most_pain: str | None = None
    declined_days: int = 0
    again_after_days: int = 0
    hard_run: dict[str, Any] = field(default_factory=dict)
    warm_up: str = ""
    questions: dict[str, dict[str, str]] = field(default_factory=dict)
    depends: dict[str, str] = field(default_factory=dict)
    held_back: dict[str, str] = field(default_factory=dict)

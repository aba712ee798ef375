"""`surefoot audit`: the journal held against its receipts, its decisions made again, one of them to take along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import click

from .rules import Lazy


class Audit(Lazy):
    """Name -> its file beside this one, which holds it as `command`, and the first line of its help."""

    later: ClassVar[Mapping[str, tuple[str, str]]] = {
        "export": ("audit_export", "Write one decision as a file that can be checked without surefoot."),
        "replay": ("audit_replay", "Decide every past decision again, and report what differs."),
        "verify": ("audit_verify", "Find what in the journal was changed, taken out, moved or put in."),
    }


@click.group("audit", cls=Audit)
def command() -> None:
    """Hold the journal against its receipts, decide its decisions again, and hand one of them on."""

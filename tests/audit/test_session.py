"""docs/why.md: what it shows is what a terminal shows."""

from __future__ import annotations

import shutil
from pathlib import Path

from shown_pages import held, session

from surefoot.engine.rulebook.files import SHIPPED


def test_the_session(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "examples/sample-hold.yaml", tmp_path)
    held(SHIPPED / "docs/why.md", {"session": session(tmp_path)})

"""docs/workbench.md: the session in it is what a terminal shows."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import yaml
from commands import here as run
from shown_pages import BLOCK, file_in, held, session
from workbench_folders import overlay

from surefoot.engine.rulebook.files import SHIPPED
from surefoot.engine.rulebook.overlay import KINDS

PAGE = SHIPPED / "docs/workbench.md"


def test_the_session(tmp_path: Path) -> None:
    """Each command is run, and each file written, in the order of the page."""
    shutil.copy(SHIPPED / "examples/sample-advance.yaml", tmp_path)
    held(PAGE, {"session": session(tmp_path, (0, 1, 3)), "file": file_in(tmp_path)})


def test_the_changes_can_be_made(tmp_path: Path) -> None:
    [body] = [match[3] for match in BLOCK.finditer(PAGE.read_text("utf-8")) if match[1] == "changes"]
    done = run("rules", "check", str(overlay(tmp_path / "ours", body.partition("\n")[2])))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.count("    why: ") == len(yaml.safe_load(body)["changes"])


def test_the_page_names_all_kinds() -> None:
    text = PAGE.read_text("utf-8")
    assert all(f"`{kind}`" in text for kind in KINDS)


def test_the_page_names_all_commands() -> None:
    """Those that `surefoot rules --help` lists and this page is about."""
    listed = re.findall(r"^  ([a-z]+) ", run("rules", "--help").stdout.partition("Commands:")[2], re.MULTILINE)
    assert set(listed) <= {*re.findall(r"`surefoot rules ([a-z]+)", PAGE.read_text("utf-8"))}

"""Folders for the tests of the workbench."""

from __future__ import annotations

from pathlib import Path

from surefoot.engine.rulebook.files import SHIPPED, digest_of, texts_of


def overlay(folder: Path, changes: str, base: str = "surefoot", digest: str = "") -> Path:
    """A folder of differences with these changes."""
    (folder / "changes").mkdir(parents=True)
    digest = digest or digest_of(texts_of(SHIPPED))
    (folder / "overlay.yaml").write_text(f"overlay: Harbour\nbase: {base}\ndigest: {digest}\n", "utf-8")
    (folder / "changes/ours.yaml").write_text(f"changes:\n{changes}", "utf-8")
    return folder

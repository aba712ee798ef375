"""Folders for the tests of the workbench."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from journaling import opened

from surefoot.engine.logic import All, AtLeast, Place
from surefoot.engine.model import Rulebook
from surefoot.engine.rulebook.files import SHIPPED, digest_of, texts_of


def overlay(folder: Path, changes: str, base: str = "surefoot", digest: str = "") -> Path:
    """A folder of differences with these changes."""
    (folder / "changes").mkdir(parents=True)
    digest = digest or digest_of(texts_of(SHIPPED))
    (folder / "overlay.yaml").write_text(f"overlay: Harbour\nbase: {base}\ndigest: {digest}\n", "utf-8")
    (folder / "changes/ours.yaml").write_text(f"changes:\n{changes}", "utf-8")
    return folder


def asking(raises: int) -> Rulebook:
    """The shipped rulebook with so many calf raises on each side in G3, as if a folder of differences said so."""
    book = opened().book
    calf = book.conclusions["G3.calf"]
    formula = All(tuple(AtLeast(f"sl_calf_raise_reps.{side}", raises) for side in ("left", "right")))
    changed = replace(calf, formula=formula, place=Place("changes/ours.yaml", 2))
    return replace(book, conclusions={**book.conclusions, calf.name: changed}, digest=f"{raises:064}")

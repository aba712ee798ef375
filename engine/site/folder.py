"""The files of a site into a folder: an older site there goes, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

from ..findings import BadInput, Finding

LIST = "site.txt"  # the files of a site, so that the next one knows what was its own


def write(files: dict[str, str], folder: Path) -> None:
    """Writes them. Errors: BadInput where the folder holds something else, or can't be written."""
    try:
        before = (folder / LIST).read_text("utf-8").splitlines() if (folder / LIST).is_file() else []
        if not before and folder.is_dir() and any(folder.iterdir()):
            say = "This folder holds something else, so no site is written there."
            wanted = "a new folder, an empty one, or an older site"
            raise BadInput([Finding("unwritable", say, str(folder), expected=wanted)])
        for name in {*before} - {*files}:
            _remove(folder, name)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        (folder / LIST).write_text("".join(f"{name}\n" for name in files), "utf-8", newline="\n")
    except OSError as error:
        say = f"The site can't be written: {error.strerror}."
        raise BadInput([Finding("unwritable", say, str(error.filename or folder))]) from error


def _remove(folder: Path, name: str) -> None:
    """A file of an older site, and its folder when that is empty. A name that leads elsewhere is none of a site."""
    path = folder / name
    if ".." in Path(name).parts or Path(name).is_absolute() or path.is_symlink() or not path.is_file():
        return
    path.unlink()
    if path.parent != folder and not any(path.parent.iterdir()):
        path.parent.rmdir()

"""From one schema to the next. One file a step in `versions/`; the names here let the start compare without Alembic."""

from pathlib import Path

FOLDERS: tuple[Path, ...] = (Path(__file__).parent / "versions",)
"""Where the steps lie."""

KNOWN: tuple[str, ...] = ("0001", "0002")
"""All revisions in order. A file that carries another one comes from a newer MentorHub."""

HEAD = KNOWN[-1]

"""What this laptop remembers about its window: nothing about people, nothing the data folder holds."""

import contextlib
import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

SHORTEST_PASSPHRASE = 8
"""Characters; the Federal Office for Information Security (BSI) advises at least eight, better more."""

LANGUAGES = ("de", "en")
COLOUR_SCHEMES = ("system", "light", "dark")
FONT_SCALES = (100, 110, 125, 150, 175)


@dataclass(frozen=True)
class Settings:
    language: str = "de"
    colour_scheme: str = "system"
    font_scale: int = 100
    """Percent of the usual 11 points, one of `FONT_SCALES`."""
    data_folder: str = ""
    """The folder opened last; empty before the first start."""
    window_geometry: str = ""
    """As Qt saves it, in base64."""
    open_groups: str = ""
    """Which groups of the person's form stand open, by their keys."""
    network_file: str = ""
    """The network file chosen last by whoever has no data folder; empty for the shipped one."""
    column_widths: tuple[tuple[str, str], ...] = ()
    """Per list, those drawn by hand, in em."""

    def bigger(self) -> "Settings":
        return replace(self, font_scale=next((s for s in FONT_SCALES if s > self.font_scale), FONT_SCALES[-1]))

    def smaller(self) -> "Settings":
        lower = [scale for scale in FONT_SCALES if scale < self.font_scale]
        return replace(self, font_scale=lower[-1] if lower else FONT_SCALES[0])


def load(file: Path) -> Settings:
    """Never fails: what cannot be read or makes no sense falls back to the usual."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    usual = Settings()
    known = {field.name for field in fields(Settings)}
    kept = {
        name: value
        for name, value in found.items()
        if name in known and type(value) is type(getattr(usual, name)) and _makes_sense(name, value)
    }
    columns = found.get("column_widths")
    if isinstance(columns, list):
        kept["column_widths"] = tuple(
            (str(entry[0]), str(entry[1])) for entry in columns if isinstance(entry, list) and len(entry) == 2
        )
    return Settings(**kept)


def save(file: Path, settings: Settings) -> None:
    """Beside and renamed, so a crash leaves the old file. A disk that refuses only costs this laptop's habits."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(file.name + ".new")
        beside.write_text(json.dumps(asdict(settings), indent=2), encoding="utf-8")
        os.replace(beside, file)  # noqa: PTH105 - the same on Windows, atomically


def _makes_sense(name: str, value: object) -> bool:
    allowed: dict[str, tuple[object, ...]] = {
        "language": LANGUAGES,
        "colour_scheme": COLOUR_SCHEMES,
        "font_scale": FONT_SCALES,
    }
    return name not in allowed or value in allowed[name]

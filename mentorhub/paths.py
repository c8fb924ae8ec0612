"""Where things lie: the shipped resources, the data folder, this laptop's settings, the reports of bugs."""

import sys
from pathlib import Path

import platformdirs

_APP = "MentorHub"
DATA_FILE = "mentorhub.db"
"""By which a data folder is known."""


def resources() -> Path:
    """The shipped files: icons, fonts, locale, texts, sample, network."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    installed = Path(__file__).parent / "resources"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "resources"


def default_data_folder() -> Path:
    """Local, not roaming: the live file must not travel over a network (storage research, section 4.6)."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False, roaming=False))


def settings_file() -> Path:
    return Path(platformdirs.user_config_dir(_APP, appauthor=False)) / "settings.json"


def reports_folder() -> Path:
    """Reports of bugs; they hold no personal data."""
    return Path(platformdirs.user_log_dir(_APP, appauthor=False))

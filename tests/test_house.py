"""Guards of the house that no linter knows."""

import subprocess
import sys

import pytest

HEAVY = ("alembic", "numpy", "openpyxl", "python_calamine", "rapidfuzz", "reportlab", "scipy", "sqlalchemy", "sqlmodel")


@pytest.mark.parametrize("module", ["mentorhub.app", "mentorhub.ui.main_window"])
def test_the_window_shows_before_anything_heavy_is_loaded(module: str) -> None:
    loaded = f"import sys, {module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []

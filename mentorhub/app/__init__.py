"""The start of the window; the place where the parts meet. Everything is passed along by hand."""

from mentorhub.app.main import main, take_pictures

__all__ = ["main", "take_pictures"]

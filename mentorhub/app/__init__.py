"""The start of the window; the place where the parts meet. Everything is passed along by hand."""

from mentorhub.app.main import has_screen, main, take_pictures

__all__ = ["has_screen", "main", "take_pictures"]

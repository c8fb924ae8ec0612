"""argparse's own words in the language of the interface; it would look them up in an English catalogue of its own."""

import argparse

from mentorhub.text import N_, _

_WORDS = {
    "usage: ": N_("Aufruf: "),
    "positional arguments": N_("Angaben"),
    "options": N_("Optionen"),
    "show this help message and exit": N_("diese Hilfe zeigen"),
    "show program's version number and exit": N_("die Fassung des Programms zeigen"),
    "%(prog)s: error: %(message)s\n": N_("%(prog)s: %(message)s\n"),
    "argument %(argument_name)s: %(message)s": N_("Angabe %(argument_name)s: %(message)s"),
    "the following arguments are required: %s": N_("es fehlt: %s"),
    "unrecognized arguments: %s": N_("unbekannte Angabe: %s"),
    "expected one argument": N_("hier fehlt ein Wert"),
    "expected at least one argument": N_("hier fehlt mindestens ein Wert"),
    "invalid %(type)s value: %(value)r": N_("%(value)r passt hier nicht"),
    "invalid choice: %(value)r (choose from %(choices)s)": N_("%(value)r gibt es nicht; möglich sind %(choices)s"),
    "ignored explicit argument %r": N_("hier gehört kein Wert hin: %r"),
}


def speak() -> None:
    """Let argparse say what it has to say as the rest of the program does."""
    setattr(argparse, "_", lambda words: _(_WORDS[words]) if words in _WORDS else words)  # noqa: B010

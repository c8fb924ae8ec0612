"""The printed recovery key as text: letters and digits that nobody mixes up; the last two check the others."""

import secrets
from collections.abc import Sequence

from mentorhub.errors import MentorHubError
from mentorhub.text import _

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS = (5, 5, 5, 5, 5, 5, 4)
_CHECK_CHARACTERS = 2
_RANDOM_CHARACTERS = sum(_GROUPS) - _CHECK_CHARACTERS
_PRIME = 1021
"""The largest below 32 * 32, so that two characters hold the rest."""


class WrongSecret(MentorHubError):
    """The passphrase, recovery key or key chain entry does not open this data folder."""


def read_recovery_key(typed: str) -> str:
    """The recovery key as it was made, from what somebody typed: `o` is 0, `i` and `l` are 1, gaps don't matter.

    Raises `WrongSecret` naming a typing mistake: one wrong character or two swapped neighbours are always noticed.
    """
    plain = as_made(typed)
    if len(plain) != sum(_GROUPS) or any(c not in _ALPHABET for c in plain):
        raise WrongSecret(
            _(
                "Der Wiederherstellungsschlüssel hat {n} Zeichen in sieben Gruppen. Bitte vergleichen Sie ihn mit dem "
                "Blatt."
            ).format(n=sum(_GROUPS))
        )
    if _check_characters(plain[:_RANDOM_CHARACTERS]) != plain[_RANDOM_CHARACTERS:]:
        raise WrongSecret(
            _("Im Wiederherstellungsschlüssel ist ein Tippfehler. Bitte vergleichen Sie ihn mit dem Blatt.")
        )
    return plain


def as_made(typed: str) -> str:
    return "".join(c for c in typed.upper() if c.isalnum()).replace("O", "0").replace("I", "1").replace("L", "1")


def plain_groups(groups: Sequence[str]) -> str:
    return " ".join(map(as_made, groups))


def new_recovery_key() -> str:
    plain = "".join(secrets.choice(_ALPHABET) for _number in range(_RANDOM_CHARACTERS))
    plain += _check_characters(plain)
    groups, start = [], 0
    for length in _GROUPS:
        groups.append(plain[start : start + length])
        start += length
    return "-".join(groups)


def _check_characters(plain: str) -> str:
    """A weighted sum modulo a prime: one wrong character, or two neighbours swapped, always change it."""
    number = sum(place * _ALPHABET.index(c) for place, c in enumerate(plain, start=1)) % _PRIME
    return _ALPHABET[number % 32] + _ALPHABET[number // 32]

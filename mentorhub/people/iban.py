"""Bank account numbers (IBAN): whether one can be right. Pure."""

import re

_GERMAN_LENGTH = 22


def tidy(typed: str) -> str:
    """Capitals without spaces, as it is stored."""
    return re.sub(r"[\s.\-]", "", typed).upper()


def is_iban(typed: str) -> bool:
    """The check digits of ISO 13616: the number, country and check digits behind it, leaves 1 when divided by 97."""
    iban = tidy(typed)
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", iban) or (iban[:2] == "DE" and len(iban) != _GERMAN_LENGTH):
        return False
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1

"""Whose paper it is, and to whom it goes."""

from dataclasses import dataclass

from mentorhub.choices import LegalForm, PrivacyRegime
from mentorhub.documents import words


@dataclass(frozen=True)
class Organisation:
    """The fields are named like those of the organisation's settings."""

    name: str
    legal_form: LegalForm = LegalForm.EV
    privacy_regime: PrivacyRegime = PrivacyRegime.DSGVO
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    coordinator: str = ""
    deputy: str = ""
    office_hours: str = ""
    controller: str = ""
    privacy_officer: str = ""
    supervisory_authority: str = ""
    insurance_liability: str = ""
    insurance_accident: str = ""
    logo: bytes | None = None
    """PNG with plain pixels, as `logo.checked` makes it."""

    @property
    def town(self) -> str:
        return " ".join(part for part in (self.postcode, self.city) if part)

    @property
    def address(self) -> str:
        return ", ".join(part for part in (self.street, self.town) if part)


@dataclass(frozen=True)
class Recipient:
    """To whom a letter goes. Without street and town it cannot be sent; see `complete`."""

    name: str
    street: str = ""
    town: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(words.isolated(line) for line in (self.name, self.street, self.town) if line.strip())

    @property
    def complete(self) -> bool:
        return bool(self.name.strip() and self.street.strip() and self.town.strip())

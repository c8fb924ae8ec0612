"""The organisation itself, and the rules that it has changed."""

from datetime import date

from sqlmodel import Field, SQLModel

from mentorhub.choices import InstitutionKind, LegalForm, PrivacyRegime
from mentorhub.db.tables.base import Record, pick


class OrganisationFields(SQLModel):
    name: str = Field(max_length=200)
    legal_form: LegalForm = pick(LegalForm, "legal_form", default=LegalForm.EV)
    privacy_regime: PrivacyRegime = pick(PrivacyRegime, "privacy_regime", default=PrivacyRegime.DSGVO)
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    coordinator: str = ""
    deputy: str = ""
    works_here: str = Field(default="", max_length=100, description="Who works at this laptop, for the change log.")
    office_hours: str = ""
    controller: str = ""
    privacy_officer: str = ""
    supervisory_authority: str = ""
    insurance_liability: str = ""
    insurance_accident: str = ""
    s72a_agreement_on: date | None = None
    network_code: str = Field(default="", description="The association's code in its network's roster.")
    network_meeting_on: date | None = Field(default=None, description="The network's next meeting.")


class Organisation(OrganisationFields, Record, table=True):
    """One row: whose data folder this is."""

    is_sample: bool = False
    engagement_issuer_since: date | None = Field(
        default=None, description="Since when it may issue the Engagementnachweis NRW; empty: it may not."
    )
    logo: bytes | None = Field(default=None, description="PNG or JPEG, as it is printed in the letterhead.")


class InstitutionFields(SQLModel):
    name: str = Field(max_length=200)
    kind: InstitutionKind = pick(InstitutionKind, "kind", default=InstitutionKind.OTHER)
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    note: str = ""


class Institution(InstitutionFields, Record, table=True):
    """A partner: sends mentees, asks for mediation, hosts events."""


class RuleSetting(Record, table=True):
    """A legal period, threshold, tariff or weight that the organisation has set itself; the defaults are shipped."""

    __tablename__ = "rule_setting"

    key: str = Field(unique=True, max_length=100)
    value: str = ""


class Secret(Record, table=True):
    """A random secret of this organisation, such as the one behind the rounding of its statistics; never exported."""

    name: str = Field(unique=True, max_length=100)
    value: str

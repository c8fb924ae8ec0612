"""The tables, one module a subject. Import them from here."""

from mentorhub.db.tables.activities import Activity, ActivityFields, ActivityTopic, CheckIn, CheckInFields
from mentorhub.db.tables.base import Record, new_id, now
from mentorhub.db.tables.consent import ConductCertificate, Consent, Evidence
from mentorhub.db.tables.documents import IssuedDocument
from mentorhub.db.tables.organisation import Organisation, OrganisationFields, RuleSetting, Secret
from mentorhub.db.tables.pairings import Pairing, PairingEvent, PairingFields, PairingTopic
from mentorhub.db.tables.people import (
    Guardian,
    Household,
    NeverTogether,
    Person,
    PersonFields,
    PersonLanguage,
    PersonRole,
    PersonTime,
    PersonTopic,
)
from mentorhub.db.tables.statistics import ExportRelease, ReleaseErasure, ReleaseMember

__all__ = [
    "Activity",
    "ActivityFields",
    "ActivityTopic",
    "CheckIn",
    "CheckInFields",
    "ConductCertificate",
    "Consent",
    "Evidence",
    "ExportRelease",
    "Guardian",
    "Household",
    "IssuedDocument",
    "NeverTogether",
    "Organisation",
    "OrganisationFields",
    "Pairing",
    "PairingEvent",
    "PairingFields",
    "PairingTopic",
    "Person",
    "PersonFields",
    "PersonLanguage",
    "PersonRole",
    "PersonTime",
    "PersonTopic",
    "Record",
    "ReleaseErasure",
    "ReleaseMember",
    "RuleSetting",
    "Secret",
    "new_id",
    "now",
]

"""The tables, one module a subject. Import them from here."""

from mentorhub.db.tables.activities import Activity, ActivityFields, ActivityTopic, CheckIn, CheckInFields
from mentorhub.db.tables.base import Record, new_id, now
from mentorhub.db.tables.consent import ConductCertificate, Consent, Evidence
from mentorhub.db.tables.documents import Attachment, IssuedDocument, OwnText
from mentorhub.db.tables.events import Event, EventFields, Participation
from mentorhub.db.tables.habits import BinEntry, Change, Draft, ImportProfile, Reminder, SavedFilter, SeenLine
from mentorhub.db.tables.money import Expense, ExpenseFields
from mentorhub.db.tables.organisation import (
    Institution,
    InstitutionFields,
    Organisation,
    OrganisationFields,
    RuleSetting,
    Secret,
)
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
    RoleStep,
)
from mentorhub.db.tables.statistics import ExportRelease, ReleaseErasure, ReleaseMember, ReportComment, SheetRelease

__all__ = [
    "Activity",
    "ActivityFields",
    "ActivityTopic",
    "Attachment",
    "BinEntry",
    "Change",
    "CheckIn",
    "CheckInFields",
    "ConductCertificate",
    "Consent",
    "Draft",
    "Event",
    "EventFields",
    "Evidence",
    "Expense",
    "ExpenseFields",
    "ExportRelease",
    "Guardian",
    "Household",
    "ImportProfile",
    "Institution",
    "InstitutionFields",
    "IssuedDocument",
    "NeverTogether",
    "Organisation",
    "OrganisationFields",
    "OwnText",
    "Pairing",
    "PairingEvent",
    "PairingFields",
    "PairingTopic",
    "Participation",
    "Person",
    "PersonFields",
    "PersonLanguage",
    "PersonRole",
    "PersonTime",
    "PersonTopic",
    "Record",
    "ReleaseErasure",
    "ReleaseMember",
    "Reminder",
    "ReportComment",
    "RoleStep",
    "RuleSetting",
    "SavedFilter",
    "Secret",
    "SeenLine",
    "SheetRelease",
    "new_id",
    "now",
]

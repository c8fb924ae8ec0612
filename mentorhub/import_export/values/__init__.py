"""Reads one value of a list. Each reader returns what it understood or raises `Unreadable` with a sentence.

When only a part is understood the trouble carries that part; nothing is dropped in silence.
"""

from mentorhub.import_export.values.cells import Unreadable, failed, told_failed, told_too_long, too_long, words
from mentorhub.import_export.values.choices import (
    ages,
    capacity,
    channel,
    gender,
    happened,
    mentee_kind,
    mobility,
    pairing_number,
    person_number,
    programme,
    recruited_via,
    region,
    role,
    roles,
    status,
    whole,
    wish_gender,
    yes_no,
)
from mentorhub.import_export.values.contact import (
    Address,
    Phones,
    address,
    district,
    email,
    iban,
    is_mobile,
    phones,
    place,
)
from mentorhub.import_export.values.dates import Birth, age, birth, day, minutes
from mentorhub.import_export.values.household import Member, household
from mentorhub.import_export.values.names import PersonName, family_name, given_name, is_several, name, names, turned
from mentorhub.import_export.values.speech import languages, level
from mentorhub.import_export.values.times import Slot, times
from mentorhub.import_export.values.topics import topics
from mentorhub.text import phone_key

__all__ = [
    "Address",
    "Birth",
    "Member",
    "PersonName",
    "Phones",
    "Slot",
    "Unreadable",
    "address",
    "age",
    "ages",
    "birth",
    "capacity",
    "channel",
    "day",
    "district",
    "email",
    "failed",
    "family_name",
    "gender",
    "given_name",
    "happened",
    "household",
    "iban",
    "is_mobile",
    "is_several",
    "languages",
    "level",
    "mentee_kind",
    "minutes",
    "mobility",
    "name",
    "names",
    "pairing_number",
    "person_number",
    "phone_key",
    "phones",
    "place",
    "programme",
    "recruited_via",
    "region",
    "role",
    "roles",
    "status",
    "times",
    "told_failed",
    "told_too_long",
    "too_long",
    "topics",
    "turned",
    "whole",
    "wish_gender",
    "words",
    "yes_no",
]

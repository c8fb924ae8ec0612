"""What the wording of each paper may mention: placeholders and conditions of its clauses, the words it must have."""

from collections.abc import Mapping
from dataclasses import dataclass

from mentorhub.choices import LegalForm, PrivacyRegime

REGIMES = frozenset(regime.value for regime in PrivacyRegime)
FORMS = frozenset(form.value for form in LegalForm)

COMMON = {
    "page": "page pages",
    "version": "version",
    "number": "number",
    "date": "date",
    "phone": "phone",
    "email": "email",
    "hour": "n",
    "hours": "n",
    **dict.fromkeys("and or yes no place_and_date signature name binding unreviewed see_german".split(), ""),
}
"""Words that every paper shares; they stand in `common.*.toml`."""


@dataclass(frozen=True)
class Known:
    placeholders: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    words: Mapping[str, str] | None = None
    """Each word with the placeholders it needs, separated by spaces."""


def _known(placeholders: str = "", facts: str = "", plain: str = "", **filled: str) -> Known:
    return Known(
        frozenset(placeholders.split()),
        frozenset(facts.split()) | REGIMES | FORMS,
        {**dict.fromkeys(plain.split(), ""), **filled},
    )


_LETTER = "organisation person salutation mentor mentee number start_on ended_on today contact"

_PERIODS = (
    "mentee_months matching_months core_years interest_months certificate_months note_months grant_years tax_years"
)

KNOWN = {
    "agreement": _known(
        "goals topics trial_start trial_end start_on planned_end_on rhythm hours places contact contact_or_deputy"
        " insurance_liability insurance_accident",
        "minor family trial start planned_end goals topics hours household insurance_liability insurance_accident",
        "mentor mentee organisation coordinator guardian somebody copies",
        deputy="deputy",
        office_hours="office_hours",
        household="household",
    ),
    "recovery_sheet": _known(plain="subtitle key kept_at handed_over", created="date"),
    "emergency_sheet": _known(
        plain="subtitle stored kinds noticed deadline signed",
        created="date",
        counts="people pairings activities",
        authority="name",
        officer="name",
        controller="name",
    ),
    "confidentiality": _known(
        "person organisation contact", "mediator", "person role organisation_signs roles_blank somebody"
    ),
    "consent": _known(
        "person organisation contact",
        "minor cosigns volunteer mentee",
        "person guardian tear_off withdraw purpose explained organisation somebody",
    ),
    "information": _known(
        "organisation address controller officer authority contact " + _PERIODS,
        "officer authority controller",
        "somebody",
    ),
    "mentor_form": _known(
        plain="about contact born born_year gender languages german times topics wishes wish_age families rhythm"
        " interests experience interview by decision decision_words call_name street town district channel"
        " short_notice hours person other_languages districts mobility note"
    ),
    "mentee_form": _known(
        plain="about contact born born_year gender languages german times topics wishes wish_age kind family guardians"
        " interests goals consent_hint interview by call_name pronunciation street town district channel mediator"
        " referred person other_languages relation note"
    ),
    "certificate_request": _known(_LETTER + " born", "", "subject greeting enclosed", born="born"),
    "inspection_record": _known(
        "certificate_months", "", "person role seen issued conviction initials born inspected due"
    ),
    "activity_sheet": _known("", "", "pairing month day from_to topics cancelled km total hint sign"),
    "closing_letter": _known(_LETTER, "mentor mentee", "subject greeting"),
    "unreachable_letter": _known(_LETTER, "", "subject greeting"),
    "volunteering_certificate": _known(
        "person organisation from_on to_on hours roles", "hours running trainings", "stamp", subtitle="organisation"
    ),
    "engagement_data": _known(
        "",
        "issuer not_issuer",
        "person born address organisation field tasks since until hours trainings competences thanks issuer hint",
    ),
    "card_confirmation": _known(
        "person organisation born from_on to_on hours per_week wanted_year wanted_week",
        "enough not_enough young allowance",
        "person born address field stamp organisation period",
    ),
    "training_certificate": _known(
        "person title organisation from_on to_on hours contents trainer", "contents trainer hours days", "stamp"
    ),
    "attendance_list": _known("", "", "event day place name organisation function sign hint trainer funding"),
    "expense_sheet": _known(
        "person organisation",
        "",
        "person period day kind about km amount sum receipt status settled waived open bank declaration checked paid",
        others="amount",
        year_so_far="amount",
    ),
    "handover": _known(
        "",
        "",
        "pairing people status last next open coordinator reminders none counts_title month",
        summary="pairings waiting",
    ),
    "phone_list": _known("", "", "mail role hint"),
    "languages_notice": _known("organisation contact", "", "subtitle"),
    "report_sheet": _known(
        "",
        "",
        "subtitle association code period figure meaning number paired paired_meaning breakdowns breakdowns_when"
        " hours hours_when reported_by counted_by",
        least="n",
    ),
    "self_commitment": _known("person organisation contact", "", "person role organisation_signs somebody"),
    "mediation_confirmation": _known(
        plain="part_1 part_2 institution asked_by day place language occasion mediator reach coordinator from_to travel"
        " took_place institution_signs mediator_signs"
    ),
    "processing_record": _known(
        "organisation address controller officer authority contact " + _PERIODS,
        "",
        "missing somebody checked",
        subtitle="date",
    ),
    "data_copy": _known(
        plain="field stored what details name_blacked yes no log not_hers members go_on about_data",
        subtitle="person number date",
        minutes="n",
    ),
    "labels": _known(),
    "serial_letter": _known(_LETTER, "", "subject greeting"),
}

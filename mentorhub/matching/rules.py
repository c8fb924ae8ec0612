"""What rules a pair out. Each rule is one entry of `RULES`; what is unknown or not wished excludes nobody.

A rule says for whole lists at once which pairs break it, and for one such pair, in a sentence, why.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mentorhub.choices import Gender, GenderWish, Level, MenteeKind, times_in_words
from mentorhub.matching import words
from mentorhub.matching.candidate import Candidate, Pair
from mentorhub.matching.ground import Ground
from mentorhub.matching.speech import tongues
from mentorhub.matching.vectors import BoolMatrix, People, among, amounts, both, common, flags
from mentorhub.text import N_, _


@dataclass(frozen=True)
class Rule:
    key: str
    german: str
    broken: Callable[[People, People, Ground], BoolMatrix]
    sentence: Callable[[Candidate, Candidate, Ground], str]

    @property
    def label(self) -> str:
        return _(self.german)

    def text(self, mentor: Candidate, mentee: Candidate, ground: Ground) -> str:
        """Why this pair, which breaks the rule, is impossible."""
        return self.sentence(mentor, mentee, ground)


def _same_person(mentors: People, mentees: People, _ground: Ground) -> BoolMatrix:
    return among(mentors, mentees, [(mentor.number, mentor.number) for mentor in mentors])


def _same_person_text(_mentor: Candidate, _mentee: Candidate, _ground: Ground) -> str:
    return _("Patin/Pate und Mentee sind dieselbe Person.")


def _never(mentors: People, mentees: People, ground: Ground) -> BoolMatrix:
    return among(mentors, mentees, ground.history.blocked)


def _never_text(_mentor: Candidate, _mentee: Candidate, _ground: Ground) -> str:
    return _("Für diese beiden ist „nie zusammen“ vermerkt.")


def _running(mentors: People, mentees: People, ground: Ground) -> BoolMatrix:
    return among(mentors, mentees, ground.history.running)


def _running_text(_mentor: Candidate, _mentee: Candidate, _ground: Ground) -> str:
    return _("Diese beiden haben schon eine laufende oder vorgeschlagene Patenschaft.")


def _ended(mentors: People, mentees: People, ground: Ground) -> BoolMatrix:
    match ground.measures.ended_pairs_again:
        case "always":
            apart: frozenset[Pair] = frozenset()
        case "good":
            apart = ground.history.ended - ground.history.ended_well
        case _:
            apart = ground.history.ended
    return among(mentors, mentees, apart)


def _ended_text(_mentor: Candidate, _mentee: Candidate, _ground: Ground) -> str:
    return _("Diese beiden waren schon einmal zusammen oder einander vorgeschlagen, und das ist beendet.")


def _capacity(mentors: People, mentees: People, _ground: Ground) -> BoolMatrix:
    free = flags(mentors, lambda mentor: mentor.places > 0)
    waiting = flags(mentees, lambda mentee: mentee.places > 0)
    return ~both(free, waiting)


def _capacity_text(mentor: Candidate, _mentee: Candidate, _ground: Ground) -> str:
    if mentor.places < 1:
        return _("Patin/Pate hat keinen freien Platz.")
    return _("Mentee braucht zurzeit keine weitere Patin und keinen weiteren Paten.")


_WISHED_GENDER = {GenderWish.FEMALE: Gender.FEMALE, GenderWish.MALE: Gender.MALE}


def wished_gender(person: Candidate) -> Gender | None:
    return _WISHED_GENDER.get(person.wish_gender)


def _unmet_gender(wishing: People, others: People) -> BoolMatrix:
    unmet = np.zeros((len(wishing), len(others)), dtype=np.bool_)
    for wish, wished in _WISHED_GENDER.items():
        wishes = flags(wishing, lambda person, wish=wish: person.wish_gender is wish)  # type: ignore[misc]
        differs = flags(others, lambda person, wished=wished: person.gender is not wished)  # type: ignore[misc]
        unmet |= both(wishes, differs)
    return unmet


def _mentor_gender_wish(mentors: People, mentees: People, _ground: Ground) -> BoolMatrix:
    return _unmet_gender(mentors, mentees)


def _mentor_gender_text(mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    return _("Patin/Pate wünscht {wish}; Mentee: {gender}.").format(
        wish=words.gender_wish(mentor), gender=words.gender(mentee)
    )


def _mentee_gender_wish(mentors: People, mentees: People, _ground: Ground) -> BoolMatrix:
    return _unmet_gender(mentees, mentors).T


def _mentee_gender_text(mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    return _("Mentee wünscht {wish}; Patin/Pate: {gender}.").format(
        wish=words.gender_wish(mentee), gender=words.gender(mentor)
    )


_OLDEST, _OLDEST_MINOR = 150, 17


def _unmet_age(wishing: People, others: People) -> BoolMatrix:
    """Only an age that is known to lie outside the wish; of a minor at least that much is known."""
    lowest_wished = amounts(wishing, lambda person: person.wish_age_from or 0)
    highest_wished = amounts(wishing, lambda person: _OLDEST if person.wish_age_to is None else person.wish_age_to)
    youngest = amounts(others, lambda person: person.age or 0)
    unknown = flags(others, lambda person: person.age is None)
    minor = flags(others, lambda person: person.minor)
    oldest = np.where(unknown, np.where(minor, _OLDEST_MINOR, _OLDEST), youngest)
    too_young: BoolMatrix = oldest[None, :] < lowest_wished[:, None]
    too_old: BoolMatrix = youngest[None, :] > highest_wished[:, None]
    return too_young | too_old


def _mentor_age_wish(mentors: People, mentees: People, _ground: Ground) -> BoolMatrix:
    return _unmet_age(mentors, mentees)


def _mentor_age_text(mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    return _("Patin/Pate wünscht Mentees {wish}; Mentee: {age}.").format(
        wish=words.age_wish(mentor), age=words.age(mentee)
    )


def _mentee_age_wish(mentors: People, mentees: People, _ground: Ground) -> BoolMatrix:
    return _unmet_age(mentees, mentors).T


def _mentee_age_text(mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    return _("Mentee wünscht eine Patin oder einen Paten {wish}; Patin/Pate: {age}.").format(
        wish=words.age_wish(mentee), age=words.age(mentor)
    )


def _no_common_language(mentors: People, mentees: People, ground: Ground) -> BoolMatrix:
    """One of the two speaks it well, the other at least somewhat: both ways are counted in one go."""
    measures = ground.measures
    well, some = (
        frozenset(level for level in Level if measures.reaches(level, threshold))
        for threshold in (measures.stronger_level, measures.weaker_level)
    )

    def ways(first: frozenset[Level], second: frozenset[Level]) -> Callable[[Candidate], list[tuple[str, int]]]:
        return lambda person: [
            (tongue.token, way)
            for tongue in tongues(person)
            for way, levels in enumerate((first, second))
            if tongue.level in levels
        ]

    usable = common(mentors, mentees, ways(well, some), ways(some, well)) > 0
    mentor_asks = flags(mentors, lambda mentor: bool(mentor.languages) and not mentor.mediator_planned)
    mentee_asks = flags(mentees, lambda mentee: bool(mentee.languages) and not mentee.mediator_planned)
    return ~usable & both(mentor_asks, mentee_asks)


def _language_text(mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    return _(
        "Keine gemeinsame Sprache, die für Gespräche reicht, und keine Sprachmittlung geplant. "
        "Patin/Pate: {mentor}. Mentee: {mentee}."
    ).format(mentor=words.spoken(mentor), mentee=words.spoken(mentee))


def _no_common_time(mentors: People, mentees: People, _ground: Ground) -> BoolMatrix:
    shared = common(mentors, mentees, lambda person: person.times)
    mentor_asks = flags(mentors, lambda mentor: bool(mentor.times))
    mentee_asks = flags(mentees, lambda mentee: bool(mentee.times))
    return np.equal(shared, 0) & both(mentor_asks, mentee_asks)


def _time_text(mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    return _("Keine gemeinsame freie Zeit. Patin/Pate: {mentor}. Mentee: {mentee}.").format(
        mentor=times_in_words(mentor.times), mentee=times_in_words(mentee.times)
    )


def _places_of_mentor(mentor: Candidate) -> frozenset[str]:
    return mentor.reachable | {mentor.district} if mentor.reachable and mentor.district else mentor.reachable


def places_of_mentee(mentee: Candidate) -> frozenset[str]:
    return mentee.reachable | {mentee.district} if mentee.district else frozenset()


def _out_of_reach(mentors: People, mentees: People, _ground: Ground) -> BoolMatrix:
    shared = common(mentors, mentees, _places_of_mentor, places_of_mentee)
    mentor_limits = flags(mentors, lambda mentor: bool(_places_of_mentor(mentor)))
    mentee_limits = flags(mentees, lambda mentee: bool(places_of_mentee(mentee)))
    return np.equal(shared, 0) & both(mentor_limits, mentee_limits)


def _reach_text(mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    return _("Kein Stadtteil, in dem sich beide treffen können. Patin/Pate: {mentor}. Mentee: {mentee}.").format(
        mentor=words.districts(_places_of_mentor(mentor)), mentee=words.districts(places_of_mentee(mentee))
    )


def _family_not_taken(mentors: People, mentees: People, _ground: Ground) -> BoolMatrix:
    declines = flags(mentors, lambda mentor: not mentor.takes_families)
    several = flags(mentees, lambda mentee: mentee.kind is not MenteeKind.SINGLE)
    return both(declines, several)


def _family_text(_mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    return _("Patin/Pate begleitet nur Einzelpersonen; Mentee: {kind}.").format(kind=mentee.kind.label)


RULES: tuple[Rule, ...] = (
    Rule("same_person", N_("Dieselbe Person"), _same_person, _same_person_text),
    Rule("never_together", N_("Nie zusammen"), _never, _never_text),
    Rule("running", N_("Schon zusammen"), _running, _running_text),
    Rule("ended", N_("Frühere Patenschaft"), _ended, _ended_text),
    Rule("capacity", N_("Freie Plätze"), _capacity, _capacity_text),
    Rule(
        "mentor_gender",
        N_("Wunsch der Patin/des Paten: Geschlecht"),
        _mentor_gender_wish,
        _mentor_gender_text,
    ),
    Rule("mentee_gender", N_("Wunsch des Mentees: Geschlecht"), _mentee_gender_wish, _mentee_gender_text),
    Rule("mentor_age", N_("Wunsch der Patin/des Paten: Alter"), _mentor_age_wish, _mentor_age_text),
    Rule("mentee_age", N_("Wunsch des Mentees: Alter"), _mentee_age_wish, _mentee_age_text),
    Rule("language", N_("Gemeinsame Sprache"), _no_common_language, _language_text),
    Rule("times", N_("Gemeinsame Zeit"), _no_common_time, _time_text),
    Rule("district", N_("Stadtteil"), _out_of_reach, _reach_text),
    Rule("family", N_("Familie"), _family_not_taken, _family_text),
)

"""What speaks for a pair. Each criterion is one entry of `CRITERIA`: a share from 0 to 1, and both people's
details in words.

To let something new count, add one entry here and its weight in `resources/rules/matching.toml`. Where nothing
is known, `unknown_share` counts: gaps in a list should neither harm nor help.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentorhub.choices import times_in_words
from mentorhub.matching import words
from mentorhub.matching.candidate import Candidate
from mentorhub.matching.ground import Ground
from mentorhub.matching.speech import best_common, understanding
from mentorhub.matching.vectors import BoolMatrix, FloatMatrix, People, among, amounts, both, common, flags, grid
from mentorhub.text import N_, _, ngettext


@dataclass(frozen=True)
class Criterion:
    key: str
    german: str
    share: Callable[[People, People, Ground], FloatMatrix]
    """One row or one column is enough where only one of the two people counts."""
    sentence: Callable[[Candidate, Candidate, Ground], str]
    """Both people's details in words."""

    @property
    def label(self) -> str:
        return _(self.german)


def _language(mentors: People, mentees: People, ground: Ground) -> FloatMatrix:
    """The language in which they understand each other best; in it, the weaker of the two counts."""
    best = grid(mentors, mentees, 0.0)
    ours = _speakers(mentors, ground)
    theirs = _speakers(mentees, ground)
    for token in sorted(ours.keys() & theirs.keys()):
        rows, our_shares = ours[token]
        columns, their_shares = theirs[token]
        if 4 * rows.size * columns.size > best.size:  # spoken by most: whole rows are faster than picking
            our_shares = _spread(rows, our_shares, len(mentors))
            their_shares = _spread(columns, their_shares, len(mentees))
            np.maximum(best, np.minimum.outer(our_shares, their_shares), out=best)
        else:
            block = np.ix_(rows, columns)
            best[block] = np.maximum(best[block], np.minimum.outer(our_shares, their_shares))
    for side, people in ((best, mentors), (best.T, mentees)):
        planned = flags(people, lambda person: person.mediator_planned)
        side[planned] = np.maximum(side[planned], np.float32(ground.measures.mediator_share))
    return _unknown_where_missing(best, mentors, mentees, lambda person: bool(person.languages), ground)


def _speakers(people: People, ground: Ground) -> dict[str, tuple[NDArray[np.intp], NDArray[np.float32]]]:
    """By language: who in the list speaks it, and how well."""
    speakers: dict[str, tuple[list[int], list[float]]] = {}
    for place, person in enumerate(people):
        for token, share in understanding(person, ground.measures).items():
            places, shares = speakers.setdefault(token, ([], []))
            places.append(place)
            shares.append(share)
    return {
        token: (np.array(places, dtype=np.intp), np.array(shares, dtype=np.float32))
        for token, (places, shares) in speakers.items()
    }


def _spread(places: NDArray[np.intp], shares: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Over everybody: nothing where somebody does not speak it."""
    spread = np.zeros(size, dtype=np.float32)
    spread[places] = shares
    return spread


def _language_text(mentor: Candidate, mentee: Candidate, ground: Ground) -> str:
    best = best_common(mentor, mentee, ground.measures)
    if best is not None:
        ours, theirs = best
        return _("Patin/Pate: {mentor}; Mentee: {mentee}").format(
            mentor=words.language(ours.code, ours.level), mentee=words.language(theirs.code, theirs.level)
        )
    if mentor.mediator_planned or mentee.mediator_planned:
        return _("Sprachmittlung ist geplant; Patin/Pate: {mentor}; Mentee: {mentee}").format(
            mentor=words.spoken(mentor), mentee=words.spoken(mentee)
        )
    return _("Patin/Pate: {mentor}; Mentee: {mentee}").format(mentor=words.spoken(mentor), mentee=words.spoken(mentee))


def _topics(mentors: People, mentees: People, ground: Ground) -> FloatMatrix:
    """How much of what the mentee wants the mentor offers; what matters most counts several times."""
    offered = common(mentors, mentees, lambda person: person.topics)
    wanted = amounts(mentees, lambda mentee: len(mentee.topics) or 1)
    more = ground.measures.first_topic_times - 1
    if more and any(mentee.first_topics for mentee in mentees):
        first = common(mentors, mentees, lambda person: person.topics, lambda mentee: mentee.first_topics)
        offered = offered + more * first
        wanted = wanted + more * amounts(mentees, lambda mentee: len(mentee.first_topics))
    share = offered / wanted[None, :]
    return _unknown_where_missing(share, mentors, mentees, lambda person: bool(person.topics), ground)


def _topics_text(mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    if not mentee.topics:
        return _("Mentee hat keine Themen genannt; Patin/Pate bietet: {offered}").format(
            offered=words.topics(mentor.topics) or _("nichts angegeben")
        )
    if not mentor.topics:
        return _("Mentee wünscht: {wanted}; Patin/Pate hat keine Themen genannt").format(
            wanted=words.topics(mentee.topics)
        )
    told = _topics_met(mentor, mentee)
    if mentee.first_topics:
        first = words.topics(mentor.topics & mentee.first_topics) or _("keines")
        return _("{told}; vom Wichtigsten: {first}").format(told=told, first=first)
    return told


def _topics_met(mentor: Candidate, mentee: Candidate) -> str:
    met = mentor.topics & mentee.topics
    return _("{met} von {wanted} gewünschten Themen ({wishes}); davon bietet Patin/Pate: {offered}").format(
        met=len(met),
        wanted=len(mentee.topics),
        wishes=words.topics(mentee.topics),
        offered=words.topics(met) or _("keines"),
    )


def _times(mentors: People, mentees: People, ground: Ground) -> FloatMatrix:
    share = np.minimum(common(mentors, mentees, lambda person: person.times) / ground.measures.times_full, 1.0)
    return _unknown_where_missing(share, mentors, mentees, lambda person: bool(person.times), ground)


def _times_text(mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    if not mentor.times and not mentee.times:
        return _("Freie Zeiten sind bei beiden nicht angegeben")
    if not mentor.times:
        return _("Mentee: {times}; Patin/Pate: nicht angegeben").format(times=times_in_words(mentee.times))
    if not mentee.times:
        return _("Patin/Pate: {times}; Mentee: nicht angegeben").format(times=times_in_words(mentor.times))
    shared = mentor.times & mentee.times
    if not shared:
        return _("Keine gemeinsame Zeit")
    return _("Beide haben Zeit: {times}").format(times=times_in_words(shared))


def _nearness(mentors: People, mentees: People, ground: Ground) -> FloatMatrix:
    near = ground.measures.neighbours
    same = common(mentors, mentees, lambda person: (person.district,)) > 0
    next_door = common(
        mentors, mentees, lambda mentor: near.get(mentor.district, ()), lambda mentee: (mentee.district,)
    )
    share = np.where(same, np.float32(1), (next_door > 0) * np.float32(ground.measures.neighbour_share))
    return _unknown_where_missing(share, mentors, mentees, lambda person: bool(person.district), ground)


def _nearness_text(mentor: Candidate, mentee: Candidate, ground: Ground) -> str:
    if mentor.district and mentor.district == mentee.district:
        return _("Beide in {district}").format(district=mentor.district)
    if mentee.district in ground.measures.neighbours.get(mentor.district, ()):
        return _("Benachbarte Stadtteile; Patin/Pate: {mentor}; Mentee: {mentee}").format(
            mentor=mentor.district, mentee=mentee.district
        )
    return _("Patin/Pate: {mentor}; Mentee: {mentee}").format(
        mentor=words.district(mentor), mentee=words.district(mentee)
    )


def _interests(mentors: People, mentees: People, ground: Ground) -> FloatMatrix:
    shared = common(mentors, mentees, lambda person: person.interests)
    share = np.minimum(shared / ground.measures.interests_full, 1.0)
    return _unknown_where_missing(share, mentors, mentees, lambda person: bool(person.interests), ground)


def _interests_text(mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    if not mentor.interests and not mentee.interests:
        return _("Interessen sind bei beiden nicht angegeben")
    if not mentor.interests:
        return _("Interessen der Patin/des Paten sind nicht angegeben")
    if not mentee.interests:
        return _("Interessen des Mentees sind nicht angegeben")
    shared = [word for key, word in mentor.interests.items() if key in mentee.interests]
    return _("Gemeinsam: {interests}").format(interests=", ".join(shared) or _("kein Wort"))


def _waiting(_mentors: People, mentees: People, ground: Ground) -> FloatMatrix:
    """Nobody waits for ever: with every day a mentee weighs more, up to a limit."""
    return _share(mentees, lambda mentee: mentee.waiting_days, ground.measures.waiting_full_days)[None, :]


def _waiting_text(_mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    return _("Mentee wartet: {time}").format(time=words.waiting(max(mentee.waiting_days, 0)))


def _load(mentors: People, _mentees: People, _ground: Ground) -> FloatMatrix:
    """The part of the mentor's places without a running pairing: whoever carries nobody yet comes before others.

    Proposals don't count, so that accepting one pair leaves the others' points as they are.
    """
    free = amounts(mentors, lambda mentor: max(mentor.places, 0) + mentor.proposed)
    all_places = free + amounts(mentors, lambda mentor: mentor.running)
    share = np.zeros_like(free)
    np.divide(free, all_places, out=share, where=all_places > 0)
    return share[:, None]


def _load_text(mentor: Candidate, _mentee: Candidate, _ground: Ground) -> str:
    running = (
        ngettext("{n} laufende Patenschaft", "{n} laufende Patenschaften", mentor.running).format(n=mentor.running)
        if mentor.running
        else _("keine laufende Patenschaft")
    )
    free = max(mentor.places, 0)
    places = ngettext("{n} freier Platz", "{n} freie Plätze", free).format(n=free)
    return _("Patin/Pate: {running}, {places}").format(running=running, places=places)


def _age_wish(mentors: People, mentees: People, ground: Ground) -> FloatMatrix:
    """Of a known age the rules see to it; a wish that nobody can check counts as unknown."""
    open_wish = _unproven(mentors, mentees) | _unproven(mentees, mentors).T
    return np.where(open_wish, np.float32(ground.measures.unknown_share), np.float32(1))


def _unproven(wishing: People, others: People) -> BoolMatrix:
    wishes = flags(wishing, _has_age_wish)
    unknown = flags(others, lambda person: person.age is None)
    return both(wishes, unknown)


def _has_age_wish(person: Candidate) -> bool:
    return person.wish_age_from is not None or person.wish_age_to is not None


def _age_wish_text(mentor: Candidate, mentee: Candidate, _ground: Ground) -> str:
    return _("Patin/Pate: {mentor} (Wunsch: {mentor_wish}); Mentee: {mentee} (Wunsch: {mentee_wish})").format(
        mentor=words.age(mentor),
        mentor_wish=words.age_wish(mentor),
        mentee=words.age(mentee),
        mentee_wish=words.age_wish(mentee),
    )


def _experience(mentors: People, _mentees: People, ground: Ground) -> FloatMatrix:
    return _share(mentors, lambda mentor: mentor.good_earlier, ground.measures.experience_full)[:, None]


def _experience_text(mentor: Candidate, _mentee: Candidate, _ground: Ground) -> str:
    if not mentor.good_earlier:
        return _("Patin/Pate: noch keine gut beendete Patenschaft")
    return ngettext(
        "Patin/Pate: {n} gut beendete Patenschaft",
        "Patin/Pate: {n} gut beendete Patenschaften",
        mentor.good_earlier,
    ).format(n=mentor.good_earlier)


def _earlier(mentors: People, mentees: People, ground: Ground) -> FloatMatrix:
    """They know each other from a time that ended well."""
    return among(mentors, mentees, ground.history.ended_well).astype(np.float32)


def _earlier_text(mentor: Candidate, mentee: Candidate, ground: Ground) -> str:
    if (mentor.number, mentee.number) in ground.history.ended_well:
        return _("Beide kennen sich aus einer Patenschaft, die gut zu Ende ging")
    return _("Noch keine gemeinsame Patenschaft, die gut zu Ende ging")


def _share(people: People, of: Callable[[Candidate], float], full: int) -> NDArray[np.float32]:
    """Of one side alone: counts in full from a number on."""
    share: NDArray[np.float32] = np.clip(amounts(people, of) / np.float32(full), np.float32(0), np.float32(1))
    return share


def _unknown_where_missing(
    share: FloatMatrix,
    mentors: People,
    mentees: People,
    known: Callable[[Candidate], bool],
    ground: Ground,
) -> FloatMatrix:
    share[~flags(mentors, known), :] = ground.measures.unknown_share
    share[:, ~flags(mentees, known)] = ground.measures.unknown_share
    return share


CRITERIA: tuple[Criterion, ...] = (
    Criterion("language", N_("Sprache"), _language, _language_text),
    Criterion("topics", N_("Themen"), _topics, _topics_text),
    Criterion("times", N_("Zeiten"), _times, _times_text),
    Criterion("nearness", N_("Nähe"), _nearness, _nearness_text),
    Criterion("interests", N_("Interessen"), _interests, _interests_text),
    Criterion("waiting", N_("Wartezeit"), _waiting, _waiting_text),
    Criterion("load", N_("Verteilung der Last"), _load, _load_text),
    Criterion("age_wish", N_("Alterswunsch"), _age_wish, _age_wish_text),
    Criterion("experience", N_("Erfahrung"), _experience, _experience_text),
    Criterion("earlier", N_("Frühere gemeinsame Patenschaft"), _earlier, _earlier_text),
)

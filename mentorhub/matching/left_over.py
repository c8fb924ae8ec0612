"""Why somebody stays without a partner: the nearest miss, and the rules that stand between.

Every reason is true in a sense that can be checked: lift all the rules named for the nearest person, and that pair
is possible.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentorhub.choices import Role
from mentorhub.matching.assignment import Assignment
from mentorhub.matching.candidate import Candidate, Pair
from mentorhub.matching.reasons import Obstacle
from mentorhub.matching.scoring import Scores
from mentorhub.text import _, ngettext


@dataclass(frozen=True)
class LeftOver:
    """Somebody with places and without a pair."""

    number: str
    role: Role
    reasons: tuple[Obstacle, ...]
    """What stands between this person and the nearest one."""
    nearest: str | None
    possible: int
    """Partners whom no rule excludes: all of them are needed by others."""
    text: str


def left_over(scores: Scores, assignment: Assignment, rejected: Iterable[Pair] = ()) -> tuple[LeftOver, ...]:
    """Everybody who is not in a pair, mentees first, each with the reason."""
    refused = np.zeros(scores.broken.shape, dtype=np.bool_)
    for mentor, mentee in rejected:
        if mentor in scores.rows and mentee in scores.columns:
            refused[scores.rows[mentor], scores.columns[mentee]] = True
    paired = {
        number for pair in assignment.pairs for number in ((Role.MENTOR, pair.mentor), (Role.MENTEE, pair.mentee))
    }
    mentees = [
        _explain(scores, mentee, column, Role.MENTEE, refused)
        for column, mentee in enumerate(scores.mentees)
        if (Role.MENTEE, mentee.number) not in paired
    ]
    mentors = [
        _explain(scores, mentor, row, Role.MENTOR, refused)
        for row, mentor in enumerate(scores.mentors)
        if (Role.MENTOR, mentor.number) not in paired
    ]
    return tuple(mentees + mentors)


def _explain(scores: Scores, person: Candidate, place: int, role: Role, refused: NDArray[np.bool_]) -> LeftOver:
    is_mentor = role is Role.MENTOR
    others = scores.mentees if is_mentor else scores.mentors
    if not others:
        return LeftOver(person.number, role, (_nobody(is_mentor),), None, 0, _nobody(is_mentor).text)
    broken = scores.broken[place, :] if is_mentor else scores.broken[:, place]
    points = scores.points[place, :] if is_mentor else scores.points[:, place]
    no = refused[place, :] if is_mentor else refused[:, place]
    count = np.bitwise_count(broken) + no
    fewest = np.flatnonzero(count == count.min())
    nearest = int(fewest[points[fewest].argmax()])  # of equals the lowest number
    row, column = (place, nearest) if is_mentor else (nearest, place)
    possible = int((count == 0).sum())
    number = others[nearest].number
    if possible:
        reasons: tuple[Obstacle, ...] = (_all_taken(is_mentor, possible),)
        text = _("{reason} Am besten passte {nearest}.").format(reason=reasons[0].text, nearest=number)
    else:
        reasons = scores.obstacles(row, column) + ((_refused(),) if no[nearest] else ())
        text = _("Am nächsten kommt {nearest}: {reasons}").format(
            nearest=number, reasons=" ".join(reason.text for reason in reasons)
        )
    return LeftOver(person.number, role, reasons, number, possible, text)


def _all_taken(is_mentor: bool, possible: int) -> Obstacle:
    if is_mentor:
        text = ngettext(
            "Passend wäre {n} Mentee; im besten Gesamtvorschlag ist dort jemand anderes vorgesehen.",
            "Passend wären {n} Mentees; im besten Gesamtvorschlag ist dort überall jemand anderes vorgesehen.",
            possible,
        )
    else:
        text = ngettext(
            "Passend wäre {n} Patin oder Pate; im besten Gesamtvorschlag sind dort alle Plätze vergeben.",
            "Passend wären {n} Patinnen und Paten; im besten Gesamtvorschlag sind alle ihre Plätze vergeben.",
            possible,
        )
    return Obstacle("capacity", _("Freie Plätze"), text.format(n=possible))


def _refused() -> Obstacle:
    return Obstacle("rejected", _("Abgelehnt"), _("Diese Vermittlung wurde abgelehnt."))


def _nobody(is_mentor: bool) -> Obstacle:
    text = (
        _("Zurzeit wartet keine Mentee und kein Mentee.")
        if is_mentor
        else _("Zurzeit hat keine Patin und kein Pate einen Platz frei.")
    )
    return Obstacle("nobody", _("Niemand da"), text)

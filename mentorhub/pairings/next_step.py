"""What can be done with a pairing now, and which step usually comes next."""

from enum import StrEnum

from mentorhub.choices import PairingStatus, Source
from mentorhub.pairings.rows import PairingRow


class Step(StrEnum):
    """What the coordinator can do with a pairing."""

    MEET = "met"
    RELEASE_CONTACT = "released"
    LOG_MEETING = "meeting"
    CHECK_IN = "check_in"
    START_TRIAL = "trial_started"
    START = "started"
    SIGN = "signed"
    PAUSE = "paused"
    RESUME = "resumed"
    HAND_OVER = "handed_over"
    END = "ended"
    DECLINE = "declined"
    CLOSING_TALK = "talk"
    OUTCOME = "outcome"
    REOPEN = "reopened"


def next_steps(pairing: PairingRow) -> tuple[Step, ...]:
    """What can be done now; the first is what usually comes next (see `is_urged`)."""
    release = () if pairing.contact_released else (Step.RELEASE_CONTACT,)
    log = (Step.LOG_MEETING, Step.CHECK_IN)
    steps: dict[PairingStatus, tuple[Step, ...]] = {
        PairingStatus.PROPOSED: (Step.MEET, Step.DECLINE)
        if pairing.first_meeting_on is None
        else (*release, Step.START_TRIAL, Step.START, Step.DECLINE),
        PairingStatus.TRIAL: (Step.START, *release, *log, Step.END),
        PairingStatus.ACTIVE: (
            *((Step.SIGN,) if _is_unsigned(pairing) else ()),
            *log,
            *release,
            Step.PAUSE,
            Step.HAND_OVER,
            Step.END,
        ),
        PairingStatus.PAUSED: (Step.RESUME, Step.CHECK_IN, *release, Step.HAND_OVER, Step.END),
        PairingStatus.ENDED: (
            *((Step.CLOSING_TALK,) if talks_missing(pairing) else ()),
            Step.OUTCOME,
            Step.REOPEN,
        ),
        PairingStatus.FAILED: (Step.REOPEN,),
    }
    return steps[pairing.status]


def is_urged(pairing: PairingRow) -> bool:
    """Whether the first of the next steps is really expected, and not only possible."""
    return pairing.status is not PairingStatus.FAILED and (
        pairing.status is not PairingStatus.ENDED or bool(talks_missing(pairing))
    )


def talks_missing(pairing: PairingRow) -> bool:
    """Whether the closing talk with one of the two sides is neither held nor given up as impossible."""
    return pairing.status is PairingStatus.ENDED and not (pairing.talk_mentor_done and pairing.talk_mentee_done)


def _is_unsigned(pairing: PairingRow) -> bool:
    """Those taken over have a deadline of their own for their papers."""
    return pairing.agreement_signed_on is None and pairing.source is Source.PROGRAM

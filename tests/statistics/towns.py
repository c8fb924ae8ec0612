"""Invented associations for the tests of the statistics: members with codes, never with names."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from mentorhub.statistics import catalogue, disclosure, package, periods
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.disclosure import Outcome, Published
from mentorhub.statistics.gate import Unit
from mentorhub.statistics.memory import Ledger
from mentorhub.statistics.periods import Period
from mentorhub.statistics.truth import QuarterHours, Truth

SEX = ("female", "male", "diverse", "unknown", None)
REGION = ("ukraine", "europe", "middle_east", "central_asia", "africa", "asia", "stateless", "unknown", None)
PROGRAMME = ("language", "family", "everyday", "reading", "work", "housing", "unheard_of")
FIELD = ("language", "leisure", "housing", "authorities", "education", "other", None)
SECRET = b"s" * 32
YEAR = periods.parse("2026")
MADE_ON = date(2027, 1, 11)


def beckum() -> Network:
    return catalogue.load(catalogue.shipped())


def somebody(key: str, rng: random.Random, skew: float = 0.0) -> Unit:
    """A member with random codes; with `skew` most members share one group."""

    def draw(codes: Sequence[str | None]) -> str | None:
        return codes[0] if rng.random() < skew else rng.choice(codes)

    age = rng.choice((None, *range(3, 90)))
    return Unit(
        key,
        {
            "sex": draw(SEX),
            "age": "70" if rng.random() < skew else (None if age is None else str(age)),
            "region": draw(REGION),
            "programme": draw(PROGRAMME),
            "field": draw(FIELD),
        },
        parties=(f"mentor of {key}", f"mentee of {key}"),
    )


def members(prefix: str, number: int, rng: random.Random, skew: float = 0.0) -> list[Unit]:
    made = [somebody(f"{prefix}{place}", rng, skew) for place in range(number)]
    return made if prefix.startswith("p") else [replace(one, parties=()) for one in made]


def truth_of(
    network: Network,
    mentees: Sequence[Unit] = (),
    mentors: Sequence[Unit] = (),
    pairings: Sequence[Unit] = (),
    period: Period = YEAR,
    hours: tuple[QuarterHours, ...] | None = None,
) -> Truth:
    figures = {figure.code: 3 for figure in network.catalogue.figures}
    figures |= {"mentees": len(mentees), "paten_aktiv": len(mentors), "patenschaften_aktiv": len(pairings)}
    if hours is None:
        hours = tuple(QuarterHours(quarter, len(mentors), {}) for quarter in period.quarters())
    return Truth(period.end, figures, {"mentees": mentees, "paten": mentors, "patenschaften": pairings}, hours)


def association(network: Network, seed: int, number: int, skew: float = 0.0, period: Period = YEAR) -> Truth:
    """`number` mentees, as many pairings, a few mentors fewer, with hours."""
    rng = random.Random(seed)
    mentors = members("v", max(number - 2, 1), rng, skew)
    hours = tuple(
        QuarterHours(
            quarter,
            len(mentors),
            {(one.key, rng.choice(FIELD) or ""): rng.randrange(0, 3000, 15) for one in mentors},
        )
        for quarter in period.quarters()
    )
    return truth_of(network, members("m", number, rng, skew), mentors, members("p", number, rng, skew), period, hours)


def publish(
    truth: Truth,
    network: Network,
    period: Period = YEAR,
    ledger: Ledger | None = None,
    secret: bytes = SECRET,
    code: str = "V01",
) -> Outcome:
    return disclosure.publish(
        truth, period, network, association=network.association(code), secret=secret, ledger=ledger or Ledger()
    )


def export(outcome: Outcome, folder: Path, revision: int = 1, supersedes: str = "") -> Path:
    written = package.write(outcome.published, folder, revision=revision, supersedes=supersedes, made_on=MADE_ON)
    return written.path


def lines(published: Published) -> list[dict[str, str]]:
    """The rows as they stand in the file, without the file, for thousands of associations."""
    return [
        dict(
            zip(
                package.COLUMNS,
                (row.table, row.feature, row.cell, "", "", row.measure, _written(row.value), str(row.stand)),
                strict=True,
            )
        )
        for row in published.rows
    ]


def _written(value: int | None) -> str:
    return "n/v" if value is None else str(value)

"""Before anything leaves: proof, over the very bytes, that nobody of this folder is named in them."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlmodel import Session

from mentorhub.statistics import disclosure, names, package, sentences
from mentorhub.statistics.disclosure import Published
from mentorhub.statistics.memory import Ledger
from mentorhub.statistics.protection import ProtectionError
from mentorhub.statistics.truth import QuarterHours, Truth
from mentorhub.text import german_date


def require(session: Session, published: Published, parts: Mapping[str, bytes]) -> int:
    """How many people were searched for; raises `ProtectionError` if one of them is found."""
    who = names.known(session)
    if names.met_in(parts, who, _without_figures(published)):
        raise ProtectionError("names")
    return who.people


def _without_figures(published: Published) -> Mapping[str, bytes]:
    """A package of nobody for the same period, and every word the method ever says: these tell of no person."""
    period, network = published.period, published.network
    quarters = period.quarters() if published.stand == period.end else ()
    nobody = Truth(
        published.stand,
        {figure.code: 0 for figure in network.catalogue.figures},
        {population.code: () for population in network.catalogue.populations},
        tuple(QuarterHours(quarter, 0, {}) for quarter in quarters),
    )
    outcome = disclosure.publish(
        nobody, period, network, association=published.association, secret=b"", ledger=Ledger()
    )
    built = package.build(outcome.published, revision=1, supersedes="", made_on=published.stand)
    days = {row.stand for row in published.rows} | ({published.restart.on} if published.restart else set())
    said = [
        *(value for value in vars(sentences).values() if isinstance(value, str)),
        *(f"{sentences.repeated(day)} {sentences.after_restart(day)} {day.isoformat()}" for day in days),
        sentences.provisional(published.stand),
        german_date(published.stand),
        str(asdict(network)),
    ]
    return {**built.parts, "words": "\n".join(said).encode()}

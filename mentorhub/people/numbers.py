"""Numbers that stand on paper: none is given twice, neither while its bearer lies in the bin nor after a merger."""

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from mentorhub.db.tables import Pairing, Person


def next_person(session: Session) -> int:
    highest = session.exec(select(func.max(Person.number))).one() or 0
    former = session.exec(select(Person.former_numbers).where(col(Person.former_numbers) != "")).all()
    merged = [int(number) for numbers in former for number in numbers.split(",")]
    return max(highest, _in_the_bin(session, "person", "number", "1 = 1"), *merged, 0) + 1


def next_pairing(session: Session, year: int) -> int:
    highest = session.exec(select(func.max(Pairing.number_in_year)).where(Pairing.year == year)).one() or 0
    of_the_year = f"json_extract(row.value, '$.year') = {year:d}"
    return max(highest, _in_the_bin(session, "pairing", "number_in_year", of_the_year)) + 1


def _in_the_bin(session: Session, table: str, column: str, condition: str) -> int:
    found = session.connection().execute(
        sa.text(
            f"SELECT max(json_extract(row.value, '$.{column}')) FROM bin_entry,"  # noqa: S608 - our own names
            f" json_each(bin_entry.content, '$.rows.{table}') AS row WHERE {condition}"
        )
    )
    return int(found.scalar() or 0)

"""The hours of one quarter: changed for each mentor, rounded, and repeated until five mentors' hours have changed."""

from collections.abc import Sequence

from mentorhub.statistics import gate, rounding
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.gate import Mark, Snapshot
from mentorhub.statistics.memory import HoursRelease, Ledger, ledger_key
from mentorhub.statistics.protection import ProtectionError
from mentorhub.statistics.truth import QuarterHours

HOURS = "stunden"


def release(counted: QuarterHours, network: Network, secret: bytes, earlier: Sequence[HoursRelease]) -> HoursRelease:
    """One quarter's hours. Once released they are repeated until five mentors' hours have changed."""
    fields, chosen = network.catalogue.fields, network.parameters
    definition = ";".join(f"{field.code}:{'rest' if field.rest else '+'.join(sorted(field.codes))}" for field in fields)
    by_mentor: dict[str, dict[str, int]] = {}
    for (mentor, code), minutes in counted.minutes.items():
        if minutes > 0:
            sums = by_mentor.setdefault(mentor, {})
            field = network.catalogue.field_of(code).code
            sums[field] = sums.get(field, 0) + minutes
    quarter, key = counted.quarter, ledger_key(secret)
    if counted.reported_by is not None:
        kept = [one for one in earlier if (one.quarter, one.definition) == (quarter.code, definition)]
        if kept:
            return kept[-1]
    now = Snapshot(
        frozenset(
            Mark(
                gate.fingerprint(key, mentor),
                gate.fingerprint(key, mentor, quarter.code, *(f"{code}={sums[code]}" for code in sorted(sums))),
            )
            for mentor, sums in by_mentor.items()
        )
    )
    again = [
        release
        for release in earlier
        if (release.quarter, release.definition) == (quarter.code, definition)
        and gate.changes(release.snapshot, now) < chosen.gate
    ]
    if again:
        return min(reversed(again), key=lambda release: gate.changes(release.snapshot, now))
    reported_by = len(by_mentor) if counted.reported_by is None else counted.reported_by
    if counted.active_mentors < chosen.hours_mentors or 0 < reported_by < chosen.hours_mentors:
        return HoursRelease(quarter.code, definition, quarter.end, None, {}, now)
    noise_key = rounding.subkey(secret, "hours")
    noised = dict.fromkeys((field.code for field in fields), 0)
    for mentor, sums in by_mentor.items():
        noise = rounding.noise_permille(noise_key, mentor, quarter.code, *chosen.hours_noise_permille)
        for field, minutes in sums.items():
            noised[field] += minutes * (1000 + noise) // 1000
    key = rounding.subkey(secret, "offsets")
    rounded = rounding.round_hours(key, HOURS, list(noised), list(noised.values()), chosen.hours_base)
    shown = dict(zip(noised, rounded, strict=True))
    if any(value % chosen.hours_base for value in shown.values()):
        raise ProtectionError("hours")
    return HoursRelease(quarter.code, definition, quarter.end, sum(rounded), shown, now)


def is_closed(counted: QuarterHours, ledger: Ledger) -> bool:
    """Whether a quarter stays at home: the ledger is lost, or the quarter began before a restart."""
    return ledger.lost or (ledger.restart is not None and counted.quarter.start <= ledger.restart.after)

"""What an attacker gains over years: simulated towns, newcomers, corrections, collectors, rivals. Counts only.

Each function plays both sides with a seed and returns counters, which add up over seeds: the suite runs a few, the long
form (`long_attack.py`) hundreds. The attacker sees what is published and knows the method, never a secret.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import attacker
import numpy as np
from scipy.optimize import linprog
from towns import beckum, lines, members, publish, somebody, truth_of

from mentorhub.statistics import breakdowns, periods, rounding
from mentorhub.statistics.catalogue import Table
from mentorhub.statistics.disclosure import Outcome
from mentorhub.statistics.gate import Release, Unit
from mentorhub.statistics.memory import Ledger, Restart
from mentorhub.statistics.periods import Period
from mentorhub.statistics.rounding import Known, Parts
from mentorhub.statistics.truth import QuarterHours, Truth

NETWORK = beckum()
QUARTERS = [periods.parse(f"{year}-Q{number}") for year in range(2026, 2032) for number in (1, 2, 3, 4)]
YEARS = [periods.parse(str(year)) for year in range(2026, 2032)]
SMALL_TOWN = (4, 7, 9, 12, 15, 20, 28, 45)
LARGE_TOWN = (8, 14, 20, 30, 40, 55, 70, 90, 110, 140, 190, 290)
CHURN = 0.10
"""Share of people that leave in a quarter; about as many come."""


def linear_bounds(
    rows: Iterable[dict[str, str]], wanted: set[tuple[str, str]]
) -> dict[tuple[str, str], attacker.Range]:
    """By linear programs over all tables of a population: the least and the most a true cell can be."""
    found: dict[tuple[str, str], attacker.Range] = {}
    rows = list(rows)
    exact = {(one["groesse"], one["stand"]): int(one["wert"]) for one in rows if one["tabelle"] == "eckzahlen"}
    for population, figure in attacker.FIGURE_OF.items():
        cells = [
            one
            for one in rows
            if one["groesse"] == population and one["merkmal1"] and one["auspraegung1"] != "_T" and one["wert"] != "n/v"
        ]
        if not cells:
            continue
        number = exact[figure, cells[0]["stand"]]
        tables = sorted({one["tabelle"] for one in cells})
        sums = np.array([[float(one["tabelle"] == table) for one in cells] for table in tables])
        bounds = [(max(0, int(one["wert"]) - 4), int(one["wert"]) + 4) for one in cells]
        for place, one in enumerate(cells):
            name = (one["tabelle"], one["auspraegung1"])
            if name not in wanted:
                continue
            ends = []
            for sign in (1.0, -1.0):
                goal = np.zeros(len(cells))
                goal[place] = sign
                solved = linprog(goal, A_eq=sums, b_eq=np.full(len(tables), float(number)), bounds=bounds)
                assert solved.status == 0, "what is published must be possible"
                ends.append(round(sign * float(solved.fun or 0)))
            found[name] = attacker.Range(*name, ends[0], ends[1], number)
    return found


@dataclass
class _Member:
    """One association over the years."""

    mentees: list[Unit]
    mentors: list[Unit]
    pairings: list[Unit]
    ledger: Ledger = field(default_factory=Ledger)
    secret: bytes = b""
    serial: int = 0

    def goes_on(self, rng: random.Random) -> None:
        """A quarter later: some leave, about as many come, the codes of a few change."""
        for people, prefix in ((self.mentees, "m"), (self.mentors, "v"), (self.pairings, "p")):
            gone = sum(rng.random() < CHURN for _one in people)
            for _one in range(min(gone, len(people) - 1)):
                people.pop(rng.randrange(len(people)))
            for _one in range(gone + rng.choice((-1, 0, 0, 0, 1))):
                self.serial += 1
                people += [replace(one, key=f"{prefix}n{self.serial}") for one in members(prefix, 1, rng)]


def town(seed: int, with_programs: bool = True) -> Counter[str]:
    """One town of 24 quarters, small and large in turn: every promise is counted where it's broken."""
    rng = random.Random(seed)
    sizes = SMALL_TOWN if seed % 2 else LARGE_TOWN
    everybody = [
        _Member(
            members("m", n, rng, skew), members("v", max(1, n * 3 // 4), rng), members("p", max(1, n * 4 // 5), rng)
        )
        for n in sizes
        for skew in [rng.choice((0.0, 0.0, 0.5, 0.8))]
    ]
    told: Counter[str] = Counter(towns=1)
    history: dict[tuple[int, str, str], list[tuple[int, int, int]]] = {}
    last = QUARTERS[-1]
    for member in everybody:
        member.secret = rng.randbytes(32)
    for quarter in QUARTERS:
        published: list[tuple[Truth, list[dict[str, str]], Sequence[Release]]] = []
        for place, member in enumerate(everybody):
            truth = _truth(member, quarter, rng)
            before = len(member.ledger.releases)
            outcome = publish(truth, NETWORK, quarter, member.ledger, member.secret)
            member.ledger = outcome.ledger
            if breakdowns.has_breakdowns(quarter, NETWORK, quarter.end):
                rows = lines(outcome.published)
                shown = {(one["groesse"], one["stand"]) for one in rows if one["merkmal1"]}
                current = [
                    one
                    for one in outcome.ledger.releases
                    if (one.population, str(one.stand)) in shown and one is _newest(outcome.ledger, one)
                ]
                published.append((truth, rows, current))
                told["releases"] += len(NETWORK.catalogue.populations)
                told["repeated"] += len(NETWORK.catalogue.populations) - (len(outcome.ledger.releases) - before)
                programs = with_programs and quarter in (QUARTERS[3], last)
                told.update(_attack_release(rows, current, place, history, programs))
            member.goes_on(rng)
        if published:
            told.update(_town_error(published))
    told.update(_collected(history))
    return told


def _newest(ledger: Ledger, release: Release) -> Release:
    return [one for one in ledger.releases if one.population == release.population and one.stand == release.stand][-1]


def _truth(member: _Member, quarter: Period, rng: random.Random) -> Truth:
    minutes = {
        (one.key, rng.choice(("language", "leisure", "housing"))): 60 * rng.randrange(1, 40) for one in member.mentors
    }
    hours = (QuarterHours(quarter, len(member.mentors), minutes),)
    return truth_of(NETWORK, list(member.mentees), list(member.mentors), list(member.pairings), quarter, hours)


def _attack_release(
    rows: list[dict[str, str]],
    current: Sequence[Release],
    place: int,
    history: dict[tuple[int, str, str], list[tuple[int, int, int]]],
    programs: bool,
) -> Counter[str]:
    told: Counter[str] = Counter()
    truths = {(table.code, cell.code): cell for one in current for table in one.tables for cell in table.cells}
    ranges = {(one.table, one.cell): one for one in attacker.ranges(rows)}
    if programs:
        small = {name for name, cell in truths.items() if cell.truth <= 4 and name in ranges}
        solved = linear_bounds(rows, small)
        told["programs"] += 2 * len(solved)
        ranges |= solved
    for name, known in ranges.items():
        cell = truths[name]
        assert known.low <= cell.truth <= known.high, "an attacker who is wrong proves nothing"
        told["cells"] += 1
        told["small cells"] += 1 <= cell.truth <= 4
        told["pinned"] += known.low == known.high
        told["narrow"] += known.narrow
        told["known small"] += known.known_small
        told["certain zero"] += known.certain_zero
        told[f"bias {min(cell.truth, 10)} n"] += 1
        told[f"bias {min(cell.truth, 10)} sum"] += cell.shown - cell.truth
        history.setdefault((place, *name), []).append((cell.truth, known.low, known.high))
    return told


def _collected(history: dict[tuple[int, str, str], list[tuple[int, int, int]]]) -> Counter[str]:
    """Who keeps every file: small groups that never changed, after six yearly releases."""
    told: Counter[str] = Counter()
    for seen in history.values():
        truth = {one for one, _low, _high in seen}
        if len(seen) == 6 and len(truth) == 1 and 1 <= min(truth) <= 4:
            told["constant"] += 1
            low, high = max(one for _t, one, _h in seen), min(one for _t, _l, one in seen)
            told["constant known small"] += low >= 1 and high <= 4
            told["constant pinned"] += low == high
    return told


def _town_error(published: Sequence[tuple[Truth, list[dict[str, str]], Sequence[Release]]]) -> Counter[str]:
    """Town sums against the truth at the Stand dates of those broken down, and how often the margin holds it."""
    told: Counter[str] = Counter()
    sums: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for _counted, _rows, current in published:
        for one in current:
            for table in one.tables:
                for cell in table.cells:
                    sums.setdefault((table.code, cell.code), []).append((cell.truth, cell.shown))
    for parts in sums.values():
        off = sum(shown - truth for truth, shown in parts)
        told["town cells"] += 1
        told["town within margin"] += abs(off) <= round(4 * len(parts) ** 0.5)
        told["town error"] += abs(off)
        told["town bias"] += off
        told["town squared"] += off * off
    return told


# -- newcomers and corrections: the gate bypassed, so that nothing but the rounding protects ---------------------------


@dataclass
class Reader:
    """Naive Bayes over one table: how often a cell looks like this when somebody came into it, or did not."""

    table: Table
    here: Counter[tuple[int, ...]] = field(default_factory=Counter)
    elsewhere: Counter[tuple[int, ...]] = field(default_factory=Counter)

    def learn(self, pair: "Pair") -> None:
        for place in range(len(pair.before)):
            (self.here if place == pair.where else self.elsewhere)[_look(pair, place)] += 1

    def guess(self, pair: "Pair") -> tuple[int, float]:
        """The likeliest cell, and how sure the attacker is of it."""
        odds = []
        here, elsewhere = sum(self.here.values()) + 30, sum(self.elsewhere.values()) + 30
        for place in range(len(pair.before)):
            look = _look(pair, place)
            odds.append((self.here[look] + 1) / here / ((self.elsewhere[look] + 1) / elsewhere))
        best = max(range(len(odds)), key=lambda place: odds[place])
        return best, odds[best] / sum(odds)


@dataclass(frozen=True)
class Pair:
    """Two releases, and where the one person came in between."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    total: int
    where: int
    known: tuple[int, ...] = ()
    """How many others came into each cell, where the attacker knows all but one of those who came."""


def _look(pair: Pair, place: int) -> tuple[int, ...]:
    look = min(pair.before[place], 15), pair.after[place] - pair.before[place], pair.total
    return (*look, pair.known[place]) if pair.known else look


def pairs(
    seed: int, number: int, corrected: bool = False, sizes: tuple[int, int] = (10, 24), others: int = 0
) -> list[dict[str, Pair]]:
    """Seeded pairs of releases of the mentees with one newcomer, or one corrected, by table.

    With `others` as many more come between the two, and the attacker knows these.
    """
    rng, found = random.Random(seed), []
    population = NETWORK.catalogue.population("mentees")
    for _number in range(number):
        n = rng.randint(*sizes)
        key = rng.randbytes(32)
        truth, later, where, came = [], [], [], []
        for table in population.tables:
            weights = [rng.random() + 0.1 for _cell in table.cells]
            counts = [0] * len(weights)
            for chosen in rng.choices(range(len(weights)), weights, k=n):
                counts[chosen] += 1
            new = rng.randrange(len(counts))
            after = list(counts)
            if corrected:
                after[rng.choice([one for one, held in enumerate(counts) if held and one != new] or [new])] -= 1
            after[new] += 1
            more = [0] * len(counts)
            for chosen in rng.choices(range(len(counts)), k=others):
                more[chosen] += 1
            after = [one + other for one, other in zip(after, more, strict=True)]
            came.append(tuple(more) if others else ())
            truth.append(Parts(table.feature, tuple(table.definition_of(cell) for cell in table.cells), tuple(counts)))
            later.append(replace(truth[-1], truth=tuple(after)))
            where.append(new)
        first = rounding.round_tables("mentees", n, truth, key=key, known={})
        known: dict[str, Known] = {}
        for part, cells in zip(truth, first, strict=True):
            for name, true, shown in zip(part.definitions, part.truth, cells, strict=True):
                known[f"mentees|{name}"] = Known(true, shown)
        second = rounding.round_tables("mentees", n + others + (not corrected), later, key=key, known=known)
        found.append(
            {
                table.feature: Pair(one, two, sum(two) - sum(one), place, known_to_her)
                for table, one, two, place, known_to_her in zip(
                    population.tables, first, second, where, came, strict=True
                )
            }
        )
    return found


def readers(seed: int, number: int, corrected: bool = False, others: int = 0) -> dict[str, Reader]:
    """Attackers who have practised on `number` pairs of the same mechanism."""
    made = {table.feature: Reader(table) for table in NETWORK.catalogue.population("mentees").tables}
    for pair in pairs(seed, number, corrected, others=others):
        for name, reader in made.items():
            reader.learn(pair[name])
    return made


def guesses(trained: dict[str, Reader], found: Sequence[dict[str, Pair]], word: str) -> Counter[str]:
    told: Counter[str] = Counter()
    for pair in found:
        for name, reader in trained.items():
            best, sure = reader.guess(pair[name])
            told[f"{word} {name} n"] += 1
            told[f"{word} {name} right"] += best == pair[name].where
            told[f"{word} {name} sure"] += best == pair[name].where and sure > 0.9
    return told


def through_the_gate(seed: int, number: int) -> Counter[str]:
    """One newcomer, the whole method: how often anything in the breakdowns differs at all."""
    rng, told = random.Random(seed), Counter[str]()
    year, later = periods.parse("2026"), periods.parse("2027")
    for _number in range(number):
        mentees, secret = members("m", rng.randint(5, 24), rng), rng.randbytes(32)
        first = publish(truth_of(NETWORK, mentees, period=year), NETWORK, year, secret=secret)
        more = [*mentees, replace(somebody("new", rng), parties=())]
        second = publish(truth_of(NETWORK, more, period=later), NETWORK, later, first.ledger, secret)
        told["gate n"] += 1
        told["gate differs"] += _of_mentees(second) != _of_mentees(first)
    return told


def _of_mentees(outcome: Outcome) -> list[dict[str, str]]:
    return [one for one in lines(outcome.published) if one["groesse"] == "mentees" and one["merkmal1"]]


COLLECTED = {
    "a third new": ("sex", "female", "mentees_geschlecht", "weiblich"),
    "all new": ("sex", "female", "mentees_geschlecht", "weiblich"),
    "alike": ("sex", "female", "mentees_geschlecht", "weiblich"),
    "alike in both": ("sex", "female", "mentees_geschlecht", "weiblich"),
    "from elsewhere": ("region", "africa", "mentees_region", "afrika"),
}
"""Who stays the same few, and the cell that shows them.

"alike": all are from one region, so that the guard holds that table's total down; "alike in both": the others are of
one sex too; "from elsewhere": the few themselves are the only ones from another region.
"""


def collector(
    seed: int,
    number: int,
    size: int,
    way: str = "a third new",
    restart: Callable[[Ledger, Period], Ledger] | None = None,
) -> Counter[str]:
    """Six yearly releases of an association; a few stay the same, of the others a share is new every year.

    `restart` is what becomes of the ledger when it's lost after the third year.
    """
    rng, told = random.Random(seed), Counter[str]()
    name, churn = f"collector {size} {way}", 1.0 if way == "all new" else 1 - (1 - CHURN) ** 4
    feature, code, *cell = COLLECTED[way]
    sexes = ("male",) if way == "alike in both" else ("male", None)

    def somebody_else(key: str) -> Unit:
        one = somebody(key, rng)
        region = one.codes["region"] if way in ("a third new", "all new") else "ukraine"
        return Unit(key, {**one.codes, "sex": rng.choice(sexes), "region": region})

    for _number in range(number):
        few = rng.randint(1, 4)
        kept = [
            replace(one, codes={**one.codes, feature: code}) for one in (somebody_else(f"k{one}") for one in range(few))
        ]
        secret, ledger = rng.randbytes(32), Ledger()
        others = [somebody_else(f"o{rng.random()}") for _one in range(size - few)]
        low, high = 0, size
        for year in YEARS:
            outcome = publish(truth_of(NETWORK, [*kept, *others], period=year), NETWORK, year, ledger, secret)
            ledger = outcome.ledger
            if restart is not None and year is YEARS[2]:
                ledger = restart(ledger, year)
            seen = [one for one in attacker.ranges(lines(outcome.published)) if [one.table, one.cell] == cell]
            for known in seen:
                low, high = max(low, known.low), min(high, known.high)
            stay = [one for one in others if rng.random() >= churn]
            new = size - few + rng.randint(-1, 1) - len(stay)
            came = [somebody_else(f"o{rng.random()}") for _one in range(max(0, new))]
            others = [*stay, *(replace(one, since=year.end + timedelta(days=90)) for one in came)]
        told[f"{name} n"] += 1
        told[f"{name} known small"] += low >= 1 and high <= 4
        told[f"{name} pinned"] += low == high
    return told


def begun_again(ledger: Ledger, year: Period) -> Ledger:
    """A recorded restart: nothing is remembered but what the old packages still tell."""
    shown = {
        f"{release.population}|{cell.definition}": cell.shown
        for release in ledger.releases
        for table in release.tables
        for cell in table.cells
    }
    return Ledger(restart=Restart(1, year.end + timedelta(days=30), year.end, shown))


def everybody(seed: int, number: int) -> Counter[str]:
    """All or nearly all are of one region, two years running. How often is a practised attacker sure that it's all?

    She sees N and every published number of both years, and knows that at most four are from elsewhere.
    """
    rng, told = random.Random(seed), Counter[str]()
    seen: dict[tuple[object, ...], Counter[int]] = {}
    population = NETWORK.catalogue.population("mentees")
    for trial in range(2 * number):
        key, elsewhere, known = rng.randbytes(32), rng.randrange(5), dict[str, Known]()
        look: list[object] = []
        for n in (10 + rng.randrange(5), 20 + rng.randrange(5)):
            parts = []
            for table in population.tables:
                counts = [0] * len(table.cells)
                if table.feature == "region":
                    counts[:2] = [n - elsewhere, elsewhere]
                else:
                    for chosen in rng.choices(range(len(counts)), k=n):
                        counts[chosen] += 1
                parts.append(
                    Parts(table.feature, tuple(table.definition_of(cell) for cell in table.cells), tuple(counts))
                )
            rounded = rounding.round_tables("mentees", n, parts, key=key, known=known)
            look += [n, rounded[-1], *(sum(cells) for cells in rounded)]
            for part, cells in zip(parts, rounded, strict=True):
                for definition, true, shown in zip(part.definitions, part.truth, cells, strict=True):
                    known[f"mentees|{definition}"] = Known(true, shown)
        practised = seen.setdefault(tuple(look), Counter())
        if trial < number:
            practised[elsewhere] += 1
        elif elsewhere == 0:
            told["everybody n"] += 1
            told["everybody sure"] += practised[0] > 0.9 * (practised.total() + 1)
    return told


def rivals(seed: int, number: int) -> Counter[str]:
    """In a field where one mentor dominates, the second subtracts her own hours from what is published."""
    rng, told = random.Random(seed), Counter[str]()
    for _number in range(number):
        quarter = QUARTERS[0]
        mentors = rng.randint(3, 12)
        minutes = {
            (f"v{one}", rng.choice(("language", "leisure", "housing"))): 60 * rng.randint(2, 60)
            for one in range(mentors)
        }
        truth = truth_of(
            NETWORK, [], members("v", mentors, rng), [], quarter, (QuarterHours(quarter, mentors, minutes),)
        )
        shown = {
            one["auspraegung1"]: one["wert"]
            for one in lines(publish(truth, NETWORK, quarter, secret=rng.randbytes(32)).published)
            if one["tabelle"] == "stunden"
        }
        for code in ("language", "leisure", "housing"):
            own = sorted((held / 60 for (_who, about), held in minutes.items() if about == code), reverse=True)
            if not own or sum(own[2:]) >= 0.1 * own[0]:
                continue
            own.append(0.0)
            value = shown[NETWORK.catalogue.field_of(code).code]
            if value == "n/v":
                continue
            alone = "alone" if len(own) == 2 else "rival"
            told[f"{alone} n"] += 1
            told[f"{alone} near"] += abs(int(value) - own[1] - own[0]) <= 0.1 * own[0]
    return told

"""`./dev attack`: the long form of the attack on the statistics. Resumable, bounded, prints what an attacker gets.

Each seed is one town of 24 quarters with everything in `attacks`; its counters go to a file, so that a run that was cut
off carries on. The figures in docs/anonymity.md come from here.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import attacks

TRAINED_ON = 4000
SIZES = (10, 20, 40)
PRACTISED_ON = 40_000


def one(seed: int, trained: dict[str, attacks.Reader], corrected: dict[str, attacks.Reader]) -> Counter[str]:
    """Everything that one seed is attacked with."""
    told = attacks.town(seed)
    told.update(attacks.guesses(trained, attacks.pairs(10_000 + seed, 100), "newcomer"))
    told.update(attacks.guesses(corrected, attacks.pairs(20_000 + seed, 100, corrected=True), "correction"))
    told.update(attacks.guesses(trained, attacks.pairs(30_000 + seed, 50, sizes=(5, 9)), "tiny"))
    told.update(attacks.through_the_gate(seed, 5))
    for size in SIZES:
        for way in attacks.COLLECTED:
            told.update(attacks.collector(seed, 4, size, way))
    told.update(attacks.rivals(seed, 20))
    return told


def share(told: Counter[str], part: str, whole: str) -> str:
    if not told[whole]:
        return "-"
    return f"{100 * told[part] / told[whole]:.1f} %  ({told[part]} of {told[whole]})"


def report(told: Counter[str]) -> list[str]:
    """What was found, in the order of docs/anonymity.md."""
    found = [
        ("towns (24 quarters each, small and large in turn)", str(told["towns"])),
        ("releases repeated by the gate", share(told, "repeated", "releases")),
        ("linear programs solved", str(told["programs"])),
        ("cells attacked, of which truly 1 to 4", f"{told['cells']}, {told['small cells']}"),
        ("pinned exactly", share(told, "pinned", "cells")),
        ("interval narrower than 4", share(told, "narrow", "cells")),
        ("known to be 1 to 4", share(told, "known small", "small cells")),
        ("zero certain", share(told, "certain zero", "cells")),
    ]
    for word, title in (
        ("newcomer", "newcomer past the gate, N 10 to 24"),
        ("tiny", "newcomer past the gate, N 5 to 9"),
        ("correction", "one corrected past the gate, N 10 to 24"),
    ):
        for table in attacks.NETWORK.catalogue.population("mentees").tables:
            name = f"{word} {table.feature}"
            right, sure = share(told, f"{name} right", f"{name} n"), share(told, f"{name} sure", f"{name} n")
            found.append((f"{title}: {table.feature} guessed", f"{right}, chance {100 / len(table.cells):.0f} %"))
            found.append((f"{title}: {table.feature} sure and right", sure))
    found.append(("newcomer through the gate: breakdowns differ", share(told, "gate differs", "gate n")))
    found.append(("small cells of the towns that never changed, six years", str(told["constant"])))
    found.append(("  of these known to be 1 to 4", share(told, "constant known small", "constant")))
    found.append(("  of these pinned", share(told, "constant pinned", "constant")))
    for size in SIZES:
        for way in attacks.COLLECTED:
            name = f"collector {size} {way}"
            found.append(
                (f"planted small group, N about {size}, {way}", share(told, f"{name} known small", f"{name} n"))
            )
            found.append(("  of these pinned", share(told, f"{name} pinned", f"{name} n")))
    found.append(("all of one region: the attacker is sure of it", share(told, "everybody sure", "everybody n")))
    found.append(("hours: the first estimated within 10 % by the second", share(told, "rival near", "rival n")))
    found.append(("hours: the only one estimated within 10 %", share(told, "alone near", "alone n")))
    bias = [told[f"bias {x} sum"] / told[f"bias {x} n"] for x in range(10) if told[f"bias {x} n"]]
    found.append(("bias by true value 0 to 9", " ".join(f"{one:+.2f}" for one in bias)))
    cells = told["town cells"] or 1
    found.append(("town sums within 4 x root n", share(told, "town within margin", "town cells")))
    found.append(("town sums: mean error, persons", f"{told['town error'] / cells:.1f}"))
    found.append(("town sums: RMSE, persons", f"{(told['town squared'] / cells) ** 0.5:.1f}"))
    found.append(("town sums: bias, persons", f"{told['town bias'] / cells:+.2f}"))
    return [f"{words:<62}{value}" for words, value in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--towns", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=55)
    parser.add_argument("--kept", type=Path, default=Path(".dev/attack.jsonl"), help="where finished towns are kept")
    parser.add_argument("--anew", action="store_true", help="forget what was kept")
    asked = parser.parse_args()
    asked.kept.parent.mkdir(parents=True, exist_ok=True)
    if asked.anew:
        asked.kept.unlink(missing_ok=True)
    done: dict[int, Counter[str]] = {}
    if asked.kept.exists():
        for line in asked.kept.read_text("utf-8").splitlines():
            found = json.loads(line)
            done[found["seed"]] = Counter(found["told"])
    began = time.monotonic()
    trained, corrected = attacks.readers(1, TRAINED_ON), attacks.readers(2, TRAINED_ON, corrected=True)
    with asked.kept.open("a", encoding="utf-8") as kept:
        for seed in range(asked.towns):
            if seed in done:
                continue
            if time.monotonic() - began > asked.minutes * 60:
                print(f"stopped after {asked.minutes:g} minutes; the same command carries on", file=sys.stderr)
                break
            done[seed] = one(seed, trained, corrected)
            kept.write(json.dumps({"seed": seed, "told": done[seed]}) + "\n")
            kept.flush()
            print(f"\r{len(done)} of {asked.towns} towns", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    told = Counter[str]()
    for seed, held in done.items():
        if seed < asked.towns:
            told.update(held)
    told.update(attacks.everybody(1, PRACTISED_ON))
    print("\n".join(report(told)))


if __name__ == "__main__":
    main()

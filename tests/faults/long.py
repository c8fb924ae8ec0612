"""The long form of the fault tests: at least 200 kills and 400 power cuts, then the table of what came out.

Bounded (about fifteen minutes on two cores) and repeatable by `--seed`, as far as killing at a moment can be. Linux;
the power cuts need gcc, the full disk `unshare`, the bare Debian root, debootstrap and a package source. The short
forms run with all other tests; `WHERE` says where each F is.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

WHERE = {
    "F1": "kills.py edit: here and in short",
    "F2": "power_cuts.py: here only",
    "F3": "full_disk.py: here; saving in short in tests/db",
    "F4": "test_damage.py: 100 bits in the data, 100 in a backup, 30 in the key file",
    "F5": "test_damage.py",
    "F6": "test_damage.py",
    "F7": "test_key_chain.py",
    "F8": "tests/db/test_keys.py",
    "F9": "test_under_load.py, tests/backups",
    "F10": "migration_kills.py: every statement here, every sixth in short; test_migrations.py",
    "F11": "tests/db/test_old_files.py (50 people); large_old_folder.py: here only",
    "F12": "tests/db/test_database.py",
    "F13": "kills.py 'change key' and 'change passphrase': here and in short",
    "F14": "tests/db/test_lock.py, test_second_start.py, tests/ui/test_start.py; without hibernation",
    "F15": "test_under_load.py, generous limits; times in benchmarks/storage.py",
    "F16": "tests/backups/test_thinning.py",
    "F17": "tests/backups/test_backups.py",
    "F18": "test_secrecy.py",
    "F19": "test_secrecy.py",
    "F20": "tests/db/test_database.py",
    "F26": "tests/test_names.py, pairs not yet reviewed by speakers",
    "F27": "tests/test_house.py",
    "F28": "bare_debian.py: here only",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=40, help="for each kind of work")
    parser.add_argument("--cuts", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    seed = ["--seed", str(arguments.seed)]
    began, failed = time.monotonic(), []
    for script, options in (
        ("kills.py", ["--rounds", str(arguments.kills), *seed]),
        ("migration_kills.py", ["--every", "1"]),
        ("power_cuts.py", ["--cuts", str(arguments.cuts), *seed]),
        ("full_disk.py", []),
        ("large_old_folder.py", []),
        ("bare_debian.py", []),
    ):
        run = subprocess.run([sys.executable, str(Path(__file__).with_name(script)), *options], check=False)
        print(flush=True)
        if run.returncode:
            failed.append(script)
    for fault, where in WHERE.items():
        print(f"{fault:5}{where}")
    print(
        f"\nseed {arguments.seed}, {time.monotonic() - began:.0f} s: "
        + (f"FAILED: {failed}" if failed else "all as promised")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m mentorhub` and the installed command `mentorhub`.

Without a command the window opens at once: the commands, which bring the whole program along, are not even looked at.
"""

import sys
from pathlib import Path


def main() -> int:
    words = sys.argv[1:]
    if not words or (len(words) == 2 and words[0] == "--data"):
        from mentorhub import app

        return app.main(Path(words[1]) if words else None)
    try:
        from mentorhub.cli.main import main as run
    except KeyboardInterrupt:
        return 1
    return run(words)


if __name__ == "__main__":
    sys.exit(main())

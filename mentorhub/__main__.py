"""`python -m mentorhub` and the installed command `mentorhub`."""

import sys


def main() -> int:
    from mentorhub.cli.main import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())

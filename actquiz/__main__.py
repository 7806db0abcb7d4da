"""The way in: ``python -m actquiz`` and the ``actquiz`` command."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from actquiz.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

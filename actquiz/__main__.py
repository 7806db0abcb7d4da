"""The way in: ``python -m actquiz`` and the ``actquiz`` command."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    words = sys.argv[1:]
    if not words:
        # The app alone: whoever gives no words need not wait for what takes them apart.
        from actquiz.cli.app import run as open_app

        sys.exit(open_app())
    from actquiz.cli.main import run

    sys.exit(run(words))


if __name__ == "__main__":
    main()

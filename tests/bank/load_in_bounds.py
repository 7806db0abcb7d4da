"""Loads files made to hurt, in a process that may use little memory and time; prints what it says.

Run by the tests: ``python load_in_bounds.py FOLDER``.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

MEMORY = 512 * 2**20
"""What the documentation promises: no deck file needs more."""
SECONDS = 10
"""For one file, far above what any takes; without limits some would take hours."""

HEAD = "format: 1\ndeck: d\ntitle: T\ncards:\n"


def hostile(size: int) -> Iterator[tuple[str, str]]:
    """(name, text), of ``size`` bytes where a smaller file would not hurt."""
    yield "brackets", "[" * size
    yield "one text", "a: " + "x" * size
    size //= 16
    yield "dashes", "- " * (size // 2)
    yield "questions", "? " * (size // 2)
    yield "braces", "{a: " * (size // 4)
    yield "staircase", "".join(" " * i + "a:\n" for i in range(2000))
    yield "one quote", 'a: "' + "x" * size
    yield "nothings", "-\n" * 1_100_000
    yield "aliases", "a: &a [x]\n" + "b: [*a, *a, *a, *a, *a]\n" * 1000
    yield "bad cards", HEAD + "  - {id: x}\n" * 400_000
    yield "broken cards", HEAD + "  - @\n" * (size // 6)
    yield "huge card", HEAD + "  - id: a\n    tags: [" + "a," * (size // 2) + "]\n"
    yield "many bad cards", HEAD + "  - {id: x}\n" * 30_000


def main(folder: Path) -> None:
    # Imported first: the limit is for the file, not for the interpreter and its libraries.
    from actquiz.bank.deck_reading import MAX_BYTES
    from actquiz.bank.loader import load_deck

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY + MAX_BYTES, MEMORY + MAX_BYTES))
    path = folder / "hostile.yaml"
    for name, text in hostile(MAX_BYTES - 1000):
        path.write_text(text, encoding="utf-8")
        del text
        began = time.process_time()
        loaded = load_deck(path)
        assert time.process_time() - began < SECONDS, f"{name} was slow"
        print(f"{name}: {len(loaded.entries)}: {loaded.problems[0].what}")
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    print(f"too large: 0: {load_deck(path).problems[0].what}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Opens the index over a folder in a process of its own and prints what came of it.

``python open_index.py FOLDER [modules]``: the number of cards and whether files were read; with
``modules``, which of the heavy libraries were imported.
"""

from __future__ import annotations

import sys
from pathlib import Path

from actquiz.bank.index import Index
from actquiz.bank.search import Query

read: list[int] = []
with Index.open([Path(sys.argv[1])], progress=lambda done, total: read.append(done)) as index:
    cards = sum(deck.count for deck in index.decks())
    print(cards, len(index.search(Query("sigmoid"), limit=10_000)), len(index.problems), end="")
    if sys.argv[2:]:
        heavy = ("yaml", "msgspec", "numpy", "textual", "rapidfuzz")
        print("", "read" if read else "unread", *(name for name in heavy if name in sys.modules))

"""Grades cards in the store named on the command line for as long as it is let, telling each id."""

from __future__ import annotations

import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

from actquiz import clock
from actquiz.memory.grade import Grade
from actquiz.memory.scheduler import Scheduler
from actquiz.memory.store import Store

scheduler = Scheduler()
with Store.open(Path(sys.argv[1])) as store:
    for number in count():
        card_id = f"card-{number % 7}"
        recorded = store.record(
            card_id,
            Grade(1 + number % 4),
            scheduler=scheduler,
            moment=clock.now(),
            offset=timedelta(),
            seen=store.memory(card_id),
        )
        print(recorded.id, flush=True)
        if number % 5 == 4 and (undone := store.undo()):
            print("undone", undone.id, flush=True)

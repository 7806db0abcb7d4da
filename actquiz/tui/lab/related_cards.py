"""The cards an experiment stands behind."""

from __future__ import annotations

import sqlite3
from urllib.parse import quote

from actquiz.bank.index import Index
from actquiz.practice.card_filter import in_a_line

_MOST = 60


def cards_about(index: Index, demo: str) -> list[tuple[str, str]]:
    """Id and first line of every card whose evidence is ``demo``.

    In learning order. A card in the decks decides; the index is only asked where to look.
    """
    sql = (
        "SELECT card.id, content.title FROM card JOIN content ON content.ref = card.ref "
        "WHERE instr(payload, CAST(? AS BLOB)) ORDER BY position LIMIT ?"
    )
    with sqlite3.connect(f"file:{quote(str(index.path))}?mode=ro", uri=True) as connection:
        rows = connection.execute(sql, (demo, _MOST)).fetchall()
    connection.close()
    found = []
    for id, title in rows:
        entry = index.get(id)
        evidence = entry.card.evidence if entry is not None else None
        if evidence and evidence.demo == demo:
            found.append((id, in_a_line(title)))
    return found

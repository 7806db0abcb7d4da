"""Where the store's cards stand in the decks: written down again when a deck changes."""

from __future__ import annotations

import sqlite3

from actquiz.memory.rows import DeckPlace
from actquiz.memory.store import Store

_GROUP = "iif(c.grp IS NULL OR c.grp = c.id, '', c.grp)"
_LEFT = """
SELECT s.card_id FROM state s WHERE s.deck = :deck
AND NOT EXISTS (SELECT 1 FROM bank.card c WHERE c.id = s.card_id AND c.deck = :deck)
"""
_CAME = f"""
SELECT c.id, {_GROUP} FROM bank.card c JOIN state s ON s.card_id = c.id
WHERE c.deck = :deck AND (s.deck IS NOT c.deck OR s.grp <> {_GROUP})
"""
_UNPLACED = f"""
SELECT s.card_id, coalesce(c.deck, ''), {_GROUP}
FROM state s LEFT JOIN bank.card c ON c.id = s.card_id WHERE s.deck IS NULL
"""


def settle(connection: sqlite3.Connection, store: Store) -> None:
    """Bring ``state.deck`` and ``state.grp`` up to the index, attached to ``connection`` as bank.

    Looks only at decks that changed since the last time. A card that is in no deck any more keeps
    its history, in the deck ''.
    """
    now = _digests(connection)
    known = dict(connection.execute("SELECT deck, digest FROM placed").fetchall())
    changed = [deck for deck in {*now, *known} if now.get(deck) != known.get(deck)]
    places: dict[str, DeckPlace] = {}
    for deck in changed:
        for (card_id,) in connection.execute(_LEFT, {"deck": deck}):
            places.setdefault(card_id, DeckPlace(""))
        for card_id, group in connection.execute(_CAME, {"deck": deck}):
            places[card_id] = DeckPlace(deck, group)
    for card_id, deck, group in connection.execute(_UNPLACED):
        places[card_id] = DeckPlace(deck, group)
    if changed or places:
        store.put_places(places, {deck: now.get(deck) for deck in changed})


def _digests(connection: sqlite3.Connection) -> dict[str, str]:
    """For each deck in the index, a text that changes when cards come or go."""
    counts = dict(connection.execute("SELECT id, count FROM bank.deck").fetchall())
    hashes: dict[str, list[str]] = {}
    rows = connection.execute(
        "SELECT deck, hex(hash) FROM bank.file WHERE deck IS NOT NULL ORDER BY path"
    )
    for deck, hashed in rows:
        hashes.setdefault(deck, [str(counts[deck])]).append(hashed)
    # Two files may claim one deck; then the digest is of both.
    return {deck: "-".join(parts) for deck, parts in hashes.items()}

"""Reviews made in Anki as reviews here, so that nobody who changes over begins anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from actquiz.exchange import protobuf
from actquiz.exchange.anki_collection import has_table
from actquiz.exchange.past_reviews import PastCard, PastReview

if TYPE_CHECKING:
    from actquiz.memory.event_files import Journal
    from actquiz.memory.memory import Parameters

_MANUAL, _FILTERED = 4, 3
"""Kinds of entries in Anki's log: set by hand, and studied ahead in a filtered deck."""
_FSRS6 = 21
"""How many weights FSRS-6 has."""
_DAY = ("localOffset", "creationOffset", "rollover")
"""What a collection says about its days: minutes west of UTC, and the hour they begin."""
_ROLLOVER = 4
"""The hour at which Anki's days begin unless it is told otherwise; ours do."""
_FURTHEST = 14 * 3600
_LONGEST = 10 * 60 * 1000


def pasts(sql: sqlite3.Connection, ids: Mapping[int, str]) -> Iterator[PastCard]:
    """The history of each of Anki's cards in ``ids``, which gives the ids they have here."""
    presets, offset = _presets(sql), _offset(sql)
    reviews: dict[int, list[PastReview]] = {}
    rows = sql.execute("SELECT cid, id, ease, time, type, factor FROM revlog ORDER BY id")
    for card, moment, ease, duration, kind, factor in rows:
        if int(card) not in ids:
            continue
        if ease == 0 and kind == _MANUAL and factor == 0:
            # The card was made new again; what was before counts for nothing.
            reviews.pop(int(card), None)
        elif 1 <= ease <= 4 and not (kind == _FILTERED and factor == 0) and moment > 0:
            took = min(max(int(duration), 0), _LONGEST)
            past = PastReview(int(moment), int(ease), took, int(kind))
            reviews.setdefault(int(card), []).append(past)
    cards = sql.execute("SELECT id, queue, iif(odid <> 0, odid, did) FROM cards ORDER BY id")
    for card, queue, deck in cards:
        if int(card) in ids:
            weights, retention = presets.get(int(deck), ((), 0.9))
            past_reviews = tuple(reviews.get(int(card), ()))
            yield PastCard(ids[int(card)], past_reviews, queue == -1, weights, retention, offset)


def reviews_of_others(sql: sqlite3.Connection, ids: Mapping[int, str]) -> int:
    """How many answers were given to cards that are not in ``ids``."""
    rows = sql.execute("SELECT cid, count(*) FROM revlog WHERE ease > 0 GROUP BY cid")
    return sum(int(count) for card, count in rows if int(card) not in ids)


def journal(cards: Sequence[PastCard], known: set[str]) -> Journal:
    """The reviews as events that the store merges; the same review always has the same id.

    Only cards in ``known`` are taken. Several of Anki's cards that became one have one history.
    """
    from actquiz.memory.event_files import Journal
    from actquiz.memory.event_lines import MarkRow, ReviewRow, fingerprint
    from actquiz.memory.memory import Phase

    made = Journal()
    for card in cards:
        if card.card_id not in known:
            continue
        text = _parameters(card).to_json()
        name = fingerprint(text)
        made.schedulers[name] = text
        for number, one in enumerate(card.reviews):
            kind = {1: Phase.REVIEW, 2: Phase.RELEARNING}.get(one.kind, Phase.LEARNING)
            row = ReviewRow(
                card.card_id,
                one.moment,
                card.offset,
                one.grade,
                one.duration,
                int(Phase.NEW if number == 0 else kind),
                name,
            )
            made.reviews[_event(one.moment, card.card_id, "review")] = row
        if card.suspended:
            moment = card.reviews[-1].moment if card.reviews else 0
            mark = MarkRow(card.card_id, moment, "suspended", 1)
            made.marks[_event(moment, card.card_id, "suspended")] = mark
    return made


def _event(moment: int, card_id: str, what: str) -> str:
    digits = blake2b(f"anki/{what}/{card_id}/{moment}".encode(), digest_size=8).hexdigest()
    return f"{moment:012x}{digits}"


def _offset(sql: sqlite3.Connection) -> int:
    """How far the collection's days are ahead of UTC's, in seconds.

    It must not depend on this machine's clock: the same review, brought in on two machines, is the
    same. Where the collection says nothing, its days are UTC's.
    """
    if has_table(sql, "config"):
        rows = sql.execute("SELECT key, val FROM config").fetchall()
        values = {str(key): bytes(value) for key, value in rows}
        said = {name: json.loads(values[name]) for name in _DAY if name in values}
    else:
        (conf,) = sql.execute("SELECT conf FROM col").fetchone()
        said = {name: value for name, value in json.loads(conf or "{}").items() if name in _DAY}
    west = next((said[name] for name in ("localOffset", "creationOffset") if name in said), 0)
    rollover = said.get("rollover", _ROLLOVER)
    zone = -60 * int(west)
    # A day that begins at another hour than ours is the same as a zone that is as far away.
    whole = zone + 3600 * (_ROLLOVER - int(rollover))
    return next((one for one in (whole, zone) if abs(one) <= _FURTHEST), 0)


def _parameters(card: PastCard) -> Parameters:
    from actquiz.errors import ActquizError
    from actquiz.memory.memory import HIGHEST_RETENTION, LOWEST_RETENTION, Parameters
    from actquiz.memory.scheduler import Scheduler

    retention = min(max(card.retention, LOWEST_RETENTION), HIGHEST_RETENTION)
    given = Parameters(weights=card.weights, retention=round(retention, 4))
    try:
        return Scheduler(given).parameters
    except ActquizError:
        return Scheduler(Parameters(retention=given.retention)).parameters


def _presets(sql: sqlite3.Connection) -> dict[int, tuple[tuple[float, ...], float]]:
    """The weights of FSRS and the retention wanted, by deck."""
    if not has_table(sql, "deck_config"):
        decks, presets = sql.execute("SELECT decks, dconf FROM col").fetchone()
        found = {
            int(key): _preset(one.get("fsrsParams6"), one.get("desiredRetention"))
            for key, one in json.loads(presets).items()
        }
        return {
            int(key): found.get(int(one.get("conf") or 1), ((), 0.9))
            for key, one in json.loads(decks).items()
        }
    found = {}
    for number, config in sql.execute("SELECT id, config FROM deck_config"):
        retention = protobuf.floats(_single(bytes(config), 37), 1)
        found[int(number)] = _preset(protobuf.floats(bytes(config), 6), (retention or (0.9,))[0])
    made = {}
    for number, kind in sql.execute("SELECT id, kind FROM decks"):
        normal = [
            value
            for key, value in protobuf.fields(bytes(kind))
            if key == 1 and isinstance(value, bytes)
        ]
        preset = protobuf.integer(normal[-1], 1) if normal else 1
        made[int(number)] = found.get(preset, ((), 0.9))
    return made


def _single(config: bytes, number: int) -> bytes:
    """A lone number of single precision as the packed list that ``floats`` reads."""
    found = [
        value
        for key, value in protobuf.fields(config)
        if key == number and isinstance(value, bytes)
    ]
    return b"\x0a\x04" + found[-1] if found and len(found[-1]) == 4 else b""


def _preset(weights: object, retention: object) -> tuple[tuple[float, ...], float]:
    kept = tuple(float(one) for one in weights) if isinstance(weights, (list, tuple)) else ()
    wanted = float(retention) if isinstance(retention, (int, float)) and retention else 0.9
    return (kept if len(kept) == _FSRS6 else ()), wanted

"""The lines of a progress file: one JSON object each, the same event always the same bytes.

A review, the undoing of one, a decision about a card, a place in a lesson, and the scheduler
parameters that reviews name. None of them ever changes, so files only grow, and putting files
together is a union.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import blake2b
from typing import Annotated, Any, Literal, NamedTuple, cast

import msgspec
from msgspec import Meta, Struct

from actquiz.memory.card_marks import What
from actquiz.memory.memory import Parameters, from_milliseconds, to_milliseconds

FORMAT = 2
"""2: places in lessons. Files of format 1 are read as they are."""

_EventId = Annotated[str, Meta(pattern=r"^[0-9a-f]{28}\Z")]
_CardId = Annotated[str, Meta(pattern=r"^[a-z0-9]+([.:_-][a-z0-9]+)*\Z", max_length=120)]
_Fingerprint = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z")]
_Seconds = tuple[Annotated[int, Meta(ge=1, le=86400)], ...]
_SANE = (datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC))
"""Beyond these the calendar ends before the longest interval does."""


class ReviewRow(NamedTuple):
    """A review as the store keeps it, without what differs between machines."""

    card_id: str
    moment: int
    offset: int
    grade: int
    duration: int
    kind: int
    scheduler: str
    """The fingerprint of its parameters."""


class MarkRow(NamedTuple):
    """A decision as the store keeps it."""

    card_id: str
    moment: int
    what: What
    value: int | None


class LessonRow(NamedTuple):
    """A place in a lesson as the store keeps it."""

    lesson: str
    moment: int
    section: str
    read: int


class Head(Struct, tag_field="is", tag="actquiz progress"):
    """The first line."""

    format: int


class SchedulerLine(Struct, tag_field="is", tag="scheduler", forbid_unknown_fields=True):
    """Parameters that reviews further down were scheduled with; see ``Parameters``."""

    id: _Fingerprint
    weights: Annotated[tuple[float, ...], Meta(max_length=64)]
    retention: float
    learning_steps: _Seconds
    relearning_steps: _Seconds
    max_interval: Annotated[int, Meta(ge=1, le=36500)]
    fuzz: bool

    def parameters(self) -> Parameters:
        """Raise ``ValueError`` if they are not those that the id stands for."""
        values = msgspec.structs.asdict(self)
        del values["id"]
        found = Parameters(**values)
        if fingerprint(found.to_json()) != self.id:
            raise ValueError("its parameters are not those its id stands for")
        return found


class ReviewLine(Struct, tag_field="is", tag="review", forbid_unknown_fields=True):
    """One review."""

    id: _EventId
    card: _CardId
    at: str
    """ISO 8601, the learner's local time."""
    grade: Annotated[int, Meta(ge=1, le=4)]
    took: Annotated[int, Meta(ge=0, le=2**53)]
    """Milliseconds."""
    phase: Annotated[int, Meta(ge=0, le=3)]
    """The card's phase before."""
    scheduler: _Fingerprint

    def row(self) -> ReviewRow:
        """Raise ``ValueError`` if ``at`` is no time."""
        moment, offset = _moment(self.at)
        return ReviewRow(
            self.card, moment, offset, self.grade, self.took, self.phase, self.scheduler
        )


class UndoLine(Struct, tag_field="is", tag="undo", forbid_unknown_fields=True):
    """A review was taken back."""

    review: _EventId
    at: str

    def moment(self) -> int:
        """Raise ``ValueError`` if ``at`` is no time."""
        return _moment(self.at)[0]


class MarkLine(Struct, tag_field="is", tag="mark", forbid_unknown_fields=True):
    """A decision about a card."""

    id: _EventId
    card: _CardId
    at: str
    what: Literal["suspended", "flagged", "buried_until"]
    value: bool | date | None
    """A date (or null: dug up again) for ``buried_until``."""

    def row(self) -> MarkRow:
        """Raise ``ValueError`` if ``at`` is no time or ``value`` does not fit ``what``."""
        value = self.value
        if isinstance(value, bool) == (self.what == "buried_until"):
            raise ValueError(f"'{self.what}' has a value that does not fit it")
        if value is None and self.what != "buried_until":
            raise ValueError(f"'{self.what}' has no value")
        number = value.toordinal() if isinstance(value, date) else value
        moment = _moment(self.at)[0]
        return MarkRow(self.card, moment, self.what, None if number is None else int(number))


class LessonLine(Struct, tag_field="is", tag="lesson", forbid_unknown_fields=True):
    """How far a lesson was read."""

    id: _EventId
    lesson: _CardId
    at: str
    section: _CardId
    read: bool

    def row(self) -> LessonRow:
        """Raise ``ValueError`` if ``at`` is no time."""
        return LessonRow(self.lesson, _moment(self.at)[0], self.section, int(self.read))


EventLine = Head | SchedulerLine | ReviewLine | UndoLine | MarkLine | LessonLine
_DECODER = msgspec.json.Decoder(EventLine)
encode: Callable[[Any], bytes] = msgspec.json.Encoder().encode
"""A line without its newline; the fields in the order above."""


def decode(line: bytes) -> EventLine:
    """Read one line; raise ``msgspec.MsgspecError`` or ``ValueError`` if it is none of ours."""
    return cast(EventLine, _DECODER.decode(line))


def fingerprint(parameters: str) -> str:
    """A short name of parameters, from their JSON; the same on every machine."""
    given = Parameters.from_json(parameters)
    # Settings written by hand may say 1 where a program says 1.0.
    floats = given._replace(
        weights=tuple(float(weight) for weight in given.weights), retention=float(given.retention)
    )
    return blake2b(floats.to_json().encode(), digest_size=8).hexdigest()


def scheduler_line(parameters: str) -> bytes:
    """The line of parameters, from their JSON."""
    return encode(SchedulerLine(fingerprint(parameters), **json.loads(parameters)))


def review_line(id_: str, row: ReviewRow) -> bytes:
    """The line of a review."""
    at = _written(row.moment, row.offset)
    return encode(
        ReviewLine(id_, row.card_id, at, row.grade, row.duration, row.kind, row.scheduler)
    )


def undo_line(id_: str, moment: int) -> bytes:
    """The line of an undoing; ``moment`` in milliseconds since 1970."""
    return encode(UndoLine(id_, _written(moment, 0)))


def mark_line(id_: str, row: MarkRow) -> bytes:
    """The line of a decision."""
    value: bool | date | None = None
    if row.value is not None:
        value = date.fromordinal(row.value) if row.what == "buried_until" else bool(row.value)
    return encode(MarkLine(id_, row.card_id, _written(row.moment, 0), row.what, value))


def lesson_line(id_: str, row: LessonRow) -> bytes:
    """The line of a place in a lesson."""
    at = _written(row.moment, 0)
    return encode(LessonLine(id_, row.lesson, at, row.section, bool(row.read)))


def _written(moment: int, offset: int) -> str:
    zone = timezone(timedelta(seconds=offset))
    return from_milliseconds(moment).astimezone(zone).isoformat(timespec="milliseconds")


def _moment(text: str) -> tuple[int, int]:
    """Milliseconds since 1970, and the seconds that local time was ahead of UTC."""
    moment = datetime.fromisoformat(text)
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"'{text}' does not say how far it is from UTC")
    if not _SANE[0] <= moment < _SANE[1]:
        raise ValueError(f"'{text}' is not a time at which anybody studied")
    return to_milliseconds(moment), int(offset.total_seconds())

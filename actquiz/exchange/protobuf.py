"""Just enough of protocol buffers to read a field of Anki's settings."""

from __future__ import annotations

import struct
from collections.abc import Iterator

Value = int | bytes


def fields(data: bytes) -> Iterator[tuple[int, Value]]:
    """Number and value of each field; raises ValueError for what is no message."""
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        kind = key & 7
        value: Value
        if kind == 0:
            value, place = _varint(data, place)
        else:
            if kind == 2:
                size, place = _varint(data, place)
            else:
                size = {1: 8, 5: 4}.get(kind, -1)
            if size < 0 or place + size > len(data):
                raise ValueError("this is no message")
            value, place = data[place : place + size], place + size
        yield key >> 3, value


def text(data: bytes, number: int) -> str:
    """A text field; empty if it is not there."""
    found = [value for key, value in fields(data) if key == number and isinstance(value, bytes)]
    return found[-1].decode("utf-8", "replace") if found else ""


def integer(data: bytes, number: int) -> int:
    """A number; 0 if it is not there."""
    found = [value for key, value in fields(data) if key == number and isinstance(value, int)]
    return found[-1] if found else 0


def floats(data: bytes, number: int) -> tuple[float, ...]:
    """A list of numbers of single precision, packed or not."""
    packed = b"".join(
        value for key, value in fields(data) if key == number and isinstance(value, bytes)
    )
    return struct.unpack(f"<{len(packed) // 4}f", packed[: len(packed) // 4 * 4])


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while place < len(data) and shift < 70:
        byte = data[place]
        value |= (byte & 127) << shift
        place += 1
        shift += 7
        if byte < 128:
            return value, place
    raise ValueError("this is no message")

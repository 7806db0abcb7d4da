"""Getting a deck file's text off the disk, refusing whatever is not a text file of sane size."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

from actquiz.errors import ActquizError, Location, Problem

MAX_BYTES = 32 * 1024 * 1024
"""A larger file is refused before it is read."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
"""What YAML does not allow in a file: control characters other than tab and line ends."""

_SPLIT = "split it: one deck a file, a few hundred cards each"


def read_text(path: Path) -> str:
    """The file's text, decoded as UTF-8.

    Raises ActquizError for anything but a readable regular UTF-8 file of at most ``MAX_BYTES``.
    Never blocks on a pipe or device, and never reads more than ``MAX_BYTES``.
    """
    return decode(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """The file's bytes; raises ActquizError as ``read_text`` does, but does not look inside."""
    try:
        # Without O_NONBLOCK, opening a FIFO waits for someone to write to it.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise ActquizError(_unreadable(path, error)) from None
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise _refused(path, "this is a folder, not a deck file", "rename the folder")
        if not stat.S_ISREG(found.st_mode):
            raise _refused(path, "this is not a regular file", "replace it by a text file")
        with os.fdopen(os.dup(handle), "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ActquizError(_unreadable(path, error)) from None
    finally:
        os.close(handle)
    if len(data) > MAX_BYTES:
        raise _refused(path, f"the file is larger than {MAX_BYTES // 2**20} MB", _SPLIT)
    return data


def decode(data: bytes, path: Path) -> str:
    """``data`` as text; raises ActquizError for other encodings and for control characters."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _refused(path, "the file is UTF-16", "save it as UTF-8", line=1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
        raise _refused(path, what, "save the file as UTF-8", line=line) from None
    if bad := _FORBIDDEN.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        name = "a NUL byte" if bad[0] == "\0" else f"the control character U+{ord(bad[0]):04X}"
        fix = "save it as UTF-8 text" if bad[0] == "\0" else "remove it"
        raise _refused(path, f"the file contains {name}", fix, line=line, column=column)
    return text


def _refused(path: Path, what: str, fix: str, *, line: int = 0, column: int = 0) -> ActquizError:
    return ActquizError(Problem(what, fix, where=Location(path, line, column)))


def _unreadable(path: Path, error: OSError) -> Problem:
    what, fix = {
        errno.ENOENT: ("there is no such file", "check the path; a link may point nowhere"),
        errno.EACCES: ("the file may not be read", "change its permissions, e.g. chmod u+r"),
        errno.ELOOP: ("the link leads back to itself", "remove the link"),
        errno.ENXIO: ("this is not a regular file", "replace it by a text file"),
    }.get(error.errno or 0, (f"cannot be read: {error.strerror}", "check the file and its disk"))
    return Problem(what, fix, where=Location(path))

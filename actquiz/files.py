"""Files appear whole or not at all, nothing that exists is lost, and every failure is explained.

What is written goes where the name leads: through a symbolic link to the file behind it, into a
device or a pipe as it is. Only a regular file is replaced, by one that is whole.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from actquiz.errors import ActquizError, Location, Problem

Content = bytes | str | Callable[[Path], None]
"""What goes into a file; text as UTF-8; a function writes to the path it is given."""

_FIXES = {
    errno.ENOSPC: "make room on that disk and try again",
    errno.EDQUOT: "your share of that disk is used up: make room and try again",
    errno.EFBIG: "the file would be larger than it may be",
    errno.EROFS: "that disk cannot be written to: choose another folder",
    errno.EACCES: "make the file and its folder writable, or choose another one",
    errno.EPERM: "make the file and its folder writable, or choose another one",
    errno.ENOENT: "check the path",
    errno.ENOTDIR: "check the path: a part of it is a file",
    errno.EEXIST: "check the path: a part of it is a file",
    errno.EISDIR: "name a file, not a folder",
    errno.ELOOP: "the link leads back to itself: remove it",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EIO: "the disk failed: check it, then try again",
    errno.EPIPE: "whoever reads it has stopped",
}


def system_problem(error: OSError, path: Path, done: str = "written") -> Problem:
    """What the operating system refused to do with ``path``, and what helps."""
    why = error.strerror or str(error)
    fix = _FIXES.get(error.errno or 0, "check the file and its disk")
    return Problem(f"this cannot be {done}: {why}", fix, Location(path))


@contextlib.contextmanager
def explained(path: Path, done: str = "written") -> Iterator[None]:
    """Turn the system's refusals into an ``ActquizError`` about ``path``."""
    try:
        yield
    except OSError as error:
        raise ActquizError(system_problem(error, path, done)) from error


def save(path: Path, data: Content, *, force: bool = True) -> None:
    """Write a file by way of a temporary one beside it.

    Raise ``ActquizError`` if the file exists and ``force`` is not set, or if it cannot be written;
    then the file is as it was.
    """
    save_all({path: data}, force=force)


def save_all(files: Mapping[Path, Content], *, force: bool = True) -> None:
    """Write several files as ``save`` does: no name changes before all of them are on the disk."""
    for path in files:
        refuse_existing(path, force=force)
    # Every start imports this module, and few of them write.
    import tempfile

    spares: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            with explained(path):
                if _takes_a_stream(path):
                    with path.open("wb") as stream:
                        pour(stream, data)
                    continue
                target = path.resolve() if path.is_symlink() else path
                target.parent.mkdir(parents=True, exist_ok=True)
                handle, name = tempfile.mkstemp(
                    prefix=f".{target.name[:100]}.", suffix=target.suffix, dir=target.parent
                )
                os.close(handle)
                spares[target] = Path(name)
                _fill(spares[target], data, target)
        for target, spare in spares.items():
            with explained(target):
                spare.replace(target)
    finally:
        for spare in spares.values():
            # What is left behind is no reason to fail: the files themselves are there.
            with contextlib.suppress(OSError):
                spare.unlink()


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise ``ActquizError`` if writing ``path`` would replace what may not be replaced."""
    if path.is_dir():
        raise ActquizError(f"{path} is a folder", fix="name a file")
    if not force and (path.exists() or path.is_symlink()) and not _takes_a_stream(path):
        raise ActquizError(f"{path} exists already", fix="--force replaces it")


def _takes_a_stream(path: Path) -> bool:
    """Whether it is a device or a pipe: there, what is written goes by."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def pour(stream: BinaryIO, data: Content) -> None:
    """Write to what is open already; what can only be made as a file is made elsewhere first."""
    if callable(data):
        import tempfile

        with tempfile.TemporaryDirectory(prefix="actquiz-", ignore_cleanup_errors=True) as folder:
            whole = Path(folder) / "whole"
            data(whole)
            data = whole.read_bytes()
    stream.write(data.encode() if isinstance(data, str) else data)
    stream.flush()


def _fill(spare: Path, data: Content, target: Path) -> None:
    if callable(data):
        data(spare)
    elif isinstance(data, str):
        spare.write_bytes(data.encode())
    else:
        spare.write_bytes(data)
    with spare.open("rb+") as file:
        os.fsync(file.fileno())
    spare.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

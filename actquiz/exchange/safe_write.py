"""Files appear whole or not at all, and nothing that exists is lost without a word."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from actquiz.errors import ActquizError

Content = bytes | Callable[[Path], None]
"""What goes into a file; a function writes to the path it is given."""


def save(path: Path, data: Content, *, force: bool) -> None:
    """Write a file by way of a temporary one beside it.

    Raises ActquizError if the file exists and ``force`` is not set, or if it cannot be written;
    then the file is as it was.
    """
    save_all({path: data}, force=force)


def save_all(files: Mapping[Path, Content], *, force: bool) -> None:
    """Write several files as ``save`` does: no name changes before all of them are on the disk."""
    for path in files:
        refuse_existing(path, force=force)
    spares: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            os.close(handle)
            spares[path] = Path(name)
            _fill(spares[path], data)
        for path, spare in spares.items():
            spare.replace(path)
    except OSError as error:
        raise ActquizError(
            f"{path} cannot be written: {error.strerror}", fix="check the folder and its disk"
        ) from None
    finally:
        for spare in spares.values():
            with contextlib.suppress(FileNotFoundError):
                spare.unlink()


def _fill(spare: Path, data: Content) -> None:
    if callable(data):
        data(spare)
    else:
        spare.write_bytes(data)
    with spare.open("rb+") as file:
        os.fsync(file.fileno())
    spare.chmod(0o666 & ~_umask())


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise ActquizError if writing ``path`` would replace something that may not be replaced."""
    if path.is_dir():
        raise ActquizError(f"{path} is a folder", fix="name a file")
    if not force and (path.exists() or path.is_symlink()):
        raise ActquizError(f"{path} exists already", fix="--force replaces it")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

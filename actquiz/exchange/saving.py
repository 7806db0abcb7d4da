"""Files appear whole or not at all, and nothing that exists is lost without a word."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from actquiz.errors import ActquizError


def save(path: Path, data: bytes | Callable[[Path], None], *, force: bool) -> None:
    """Write a file by way of a temporary one beside it; a function writes to the path it is given.

    Raises ActquizError if the file exists and ``force`` is not set, or if it cannot be written;
    then the file is as it was.
    """
    refuse_existing(path, force=force)
    spare: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        spare = Path(name)
        with os.fdopen(handle, "wb") as file:
            if isinstance(data, bytes):
                file.write(data)
        if callable(data):
            data(spare)
        with spare.open("rb+") as file:
            os.fsync(file.fileno())
        spare.chmod(0o666 & ~_umask())
        spare.replace(path)
    except OSError as error:
        raise ActquizError(
            f"{path} cannot be written: {error.strerror}", fix="check the folder and its disk"
        ) from None
    finally:
        if spare is not None:
            with contextlib.suppress(FileNotFoundError):
                spare.unlink()


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

"""Opens a file at a line in the learner's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from actquiz.errors import ActquizError

_COLON = {"code", "codium", "subl", "zed", "hx", "helix", "micro"}
"""Editors that take ``path:line``; the others take ``+line path``."""


def command(path: Path, line: int) -> list[str]:
    """The command that opens ``path`` at ``line``, from $VISUAL or $EDITOR."""
    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    name = Path(editor[0]).name
    place = [f"{path}:{line}"] if name in _COLON else [f"+{line}", str(path)]
    if name in ("code", "codium"):
        place = ["--wait", "--goto", *place]
    return [*editor, *place]


def edit(path: Path, line: int) -> None:
    """Run the editor and wait for it; the caller has left the screen to it."""
    words = command(path, line)
    try:
        subprocess.run(words, check=False)
    except OSError as error:
        raise ActquizError(
            f"the editor '{words[0]}' does not start: {error.strerror}",
            fix="set EDITOR to a command that does",
        ) from error

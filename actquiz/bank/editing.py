"""Opening a deck file in the learner's own editor, at a card's line."""

from __future__ import annotations

import os
import shlex
import subprocess

from actquiz.errors import ActquizError, Location

_PLUS_LINE = {
    *("vi", "vim", "nvim", "gvim", "view", "ex", "nano", "pico", "emacs", "emacsclient"),
    *("joe", "jed", "mg", "ne", "kak", "gedit", "gnome-text-editor", "micro", "mcedit"),
}
"""Editors that take ``+line path``."""
_COLON_LINE = {"hx", "helix", "subl", "zed"}
"""Editors that take ``path:line``."""
_GOTO = {"code", "codium", "code-insiders", "cursor"}
"""Editors that take ``--goto path:line``, and return at once unless told to wait."""
_WAITS = "--wait"


def editor_command(place: Location) -> list[str]:
    """The words that open ``place`` in $VISUAL or $EDITOR (or vi).

    An editor that is not known gets just the file. Raises ActquizError if the setting is not a
    command.
    """
    setting = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(setting)
    except ValueError as error:
        words = []
        reason = f" ({error})"
    else:
        reason = ""
    if not words:
        what = f"$VISUAL or $EDITOR is not a command: {setting!r}{reason}"
        raise ActquizError(what, fix="set it to the name of your editor")
    path = str(place.path)
    name = os.path.basename(words[0]).removesuffix(".exe")
    if not place.line:
        return [*words, path]
    if name in _PLUS_LINE:
        return [*words, f"+{place.line}", path]
    if name in _COLON_LINE:
        return [*words, f"{path}:{place.line}"]
    if name in _GOTO:
        wait = [] if _WAITS in words or "-w" in words else [_WAITS]
        return [*words, *wait, "--goto", f"{path}:{place.line}"]
    return [*words, path]


def edit(place: Location) -> None:
    """Open the editor and wait for it; the caller has left the terminal to it.

    Raises ActquizError if the editor does not start or says that it failed.
    """
    words = editor_command(place)
    try:
        code = subprocess.run(words, check=False).returncode
    except OSError as error:
        what = f"the editor '{words[0]}' does not start: {error.strerror}"
        raise ActquizError(what, fix="set $EDITOR to an editor that is installed") from None
    if code:
        what = f"the editor '{words[0]}' ended with code {code}"
        raise ActquizError(what, fix=f"open the file yourself: {place}")

"""Where a picture goes, and saving it there beside the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from actquiz.plots.figure import Figure
from actquiz.tui.dialog import TextDialog
from actquiz.tui.page import Page
from actquiz.tui.program import Program


def free_name(stem: str) -> str:
    """A name in the current folder that no file has yet."""
    names = (f"{stem}.png" if n == 1 else f"{stem}-{n}.png" for n in count(1))
    return next(name for name in names if not Path(name).exists())


def checked(text: str) -> Path:
    """The path that was typed; ActquizError if no picture could be saved there."""
    from actquiz.plots import image

    path = Path(text.strip()).expanduser()
    image.check(path)
    return path


def ask_where(page: Page, figure: Figure, stem: str, metadata: Mapping[str, Any]) -> None:
    """Ask for a path, ``stem`` being proposed, then write the picture there with ``metadata``."""

    def typed(text: str | None) -> None:
        if text is not None:
            page.app.run_worker(_save(page.program, figure, metadata, checked(text)), group="save")

    about = "A path that ends in .png or .svg; a file of that name is replaced."
    page.app.push_screen(
        TextDialog("Save the picture", about, free_name(stem), checked, fresh=True), typed
    )


async def _save(program: Program, figure: Figure, metadata: Mapping[str, Any], path: Path) -> None:
    from actquiz.plots import image

    with program.complaining():
        await asyncio.to_thread(image.save, figure, path, metadata)
        program.say(f"Saved {path.resolve()}", title="Picture", seconds=6)

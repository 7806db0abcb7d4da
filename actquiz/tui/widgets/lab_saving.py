"""Where a picture goes, and saving it there beside the screen."""

from __future__ import annotations

import asyncio
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from actquiz.demos.demo import Frame
from actquiz.demos.serving import Request
from actquiz.tui.widgets.param_dialogs import Ask

if TYPE_CHECKING:
    from actquiz.tui.app import ActquizApp


def free_name(demo: str) -> str:
    """A name in the current folder that no file has yet."""
    names = (f"{demo}.png" if n == 1 else f"{demo}-{n}.png" for n in count(1))
    return next(name for name in names if not Path(name).exists())


def checked(text: str) -> Path:
    """The path that was typed; ActquizError if no picture could be saved there."""
    from actquiz.plots import image

    path = Path(text.strip()).expanduser()
    image.check(path)
    return path


def ask_where(app: ActquizApp, frame: Frame, request: Request) -> None:
    """Ask for a path, then write the picture there with what it was made with."""

    def typed(text: str | None) -> None:
        if text is not None:
            app.run_worker(_save(app, frame, request, checked(text)), group="save")

    about = "A path that ends in .png or .svg; a file of that name is replaced."
    dialog = Ask("Save the picture", about, free_name(request.demo), checked, fresh=True)
    app.push_screen(dialog, typed)


async def _save(app: ActquizApp, frame: Frame, request: Request, path: Path) -> None:
    from actquiz.plots import image

    metadata = {
        "demo": request.demo,
        "params": dict(request.params),
        "seeds": request.seeds or 0,
        "seed": request.seed,
    }
    with app.complaining():
        await asyncio.to_thread(image.save, frame.figure, path, metadata)
        app.say(f"Saved {path.resolve()}", title="Picture", seconds=6)

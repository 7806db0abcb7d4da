"""``actquiz serve``: the app in a browser."""

from __future__ import annotations

import click

from actquiz.cli import output
from actquiz.errors import ActquizError


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    default=8000,
    show_default=True,
    help="Where it listens, on this machine only.",
)
def command(port: int) -> None:
    """Open the app in a browser on this machine; Ctrl-C ends it.

    It listens on 127.0.0.1 alone. It needs the extra 'web'.
    """
    try:
        from actquiz.tui.web import serve
    except ImportError as error:
        raise ActquizError(
            f"the browser needs textual-serve, which is not installed ({error.name})",
            fix='add it with `pip install "actquiz[web]"`',
        ) from None
    serve(port, lambda address: output.text(f"{address} — Ctrl-C ends it"))

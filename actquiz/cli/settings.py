"""``actquiz settings``: what can be chosen, and choosing it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from actquiz.cli import output

if TYPE_CHECKING:
    from actquiz.memory.settings import Settings


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--reset", is_flag=True, help="Put NAME, or everything, back to standard.")
@click.option("--json", "as_json", is_flag=True, help="Print all settings as JSON.")
def command(name: str | None, value: str | None, reset: bool, as_json: bool) -> None:
    """Show the settings, or what NAME means; or set NAME to VALUE.

    They are kept in settings.json; what is not valid is refused.
    """
    from actquiz.memory.settings import Settings, load_settings, save_settings, setting_named
    from actquiz.practice import choosing

    if reset and value is not None:
        raise click.UsageError("--reset goes with no VALUE")
    if name is not None:
        one = setting_named(name)
        if reset:
            choosing.change(name, one.standard)
        elif value is not None:
            from actquiz.tui.themes import names

            choosing.change(name, choosing.read(one, value, themes=names, topics=_topics))
    elif reset:
        save_settings(Settings())
    settings = load_settings()
    if as_json:
        output.as_json(asdict(settings))
    elif name is not None:
        _tell(name, settings)
    else:
        _list(settings)


def _topics() -> list[str]:
    from actquiz.cli.indexing import open_index
    from actquiz.practice.choosing import topics_of

    with open_index(quiet=True) as index:
        return topics_of(index)


def _list(settings: Settings) -> None:
    from actquiz.memory.settings import SETTINGS

    margin = max(len(one.name) for one in SETTINGS) + 2
    for one in SETTINGS:
        now = getattr(settings, one.name)
        changed = "" if now == one.standard else f"  (standard: {one.shown(one.standard)})"
        output.text(f"{one.name:{margin}}{one.shown(now)}{changed}")


def _tell(name: str, settings: Settings) -> None:
    from actquiz.memory.settings import setting_named
    from actquiz.plots.spans import wrap

    one = setting_named(name)
    output.text(f"{name}: {one.shown(getattr(settings, name))}")
    for line in wrap(f"{one.meaning} It may be {one.valid}.", output.width()):
        output.text(line)
    output.text(f"Standard: {one.shown(one.standard)}")

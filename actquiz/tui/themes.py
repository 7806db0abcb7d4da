"""Colours: two themes of our own beside Textual's, and the few names the widgets draw with."""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

INK = Theme(
    name="ink",
    primary="#e8b168",
    secondary="#8aa5c4",
    accent="#e8b168",
    success="#9ccc88",
    warning="#e8b168",
    error="#ef8a80",
    foreground="#d9dbe0",
    background="#15171c",
    surface="#1e2128",
    panel="#282c35",
    dark=True,
    variables={"quiet": "#8b919d", "maths": "#b9c7dd", "rule": "#343944", "on-accent": "#15171c"},
)

PAPER = Theme(
    name="paper",
    primary="#8a4b08",
    secondary="#3d5a80",
    accent="#8a4b08",
    success="#2f6b2a",
    warning="#8a4b08",
    error="#a52a22",
    foreground="#26282c",
    background="#faf7f0",
    surface="#f0ebe0",
    panel="#e5dece",
    dark=False,
    variables={"quiet": "#68645b", "maths": "#2f4a6d", "rule": "#d3cab8", "on-accent": "#faf7f0"},
)

DEFAULT = INK.name


def names() -> list[str]:
    """Every theme's, our own first."""
    from textual.theme import BUILTIN_THEMES

    return [INK.name, PAPER.name, *sorted(BUILTIN_THEMES)]


def names_for(theme: Theme) -> dict[str, str]:
    """What the widgets' own colour names mean in ``theme``, where it does not say.

    ``quiet``: text that supports; ``maths``: formulas; ``rule``: lines and the empty parts of bars;
    ``on-accent``: text on the accent colour. The terminal's own palette has no shades between its
    colours, so there most of them are its plain text.
    """
    if theme.ansi:
        plain = "ansi_default"
        return {"quiet": plain, "maths": plain, "rule": "ansi_bright_black", "on-accent": plain}
    shades = theme.to_color_system().generate()
    text, ground = Color.parse(shades["foreground"]), Color.parse(shades["background"])
    return {
        "quiet": ground.blend(text, 0.62).hex,
        "maths": shades["foreground"],
        "rule": ground.blend(text, 0.2).hex,
        "on-accent": shades["background"],
    }

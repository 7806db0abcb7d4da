"""How far a session is, in the forms a title line may have room for."""

from __future__ import annotations

from textual.content import Content

_BAR = 16


def standing(done: int, left: int, seconds: float) -> tuple[Content, ...]:
    """A bar, what is left and the time, longest form first."""
    minutes, rest = divmod(int(seconds), 60)
    time = (f"{minutes}:{rest:02}", "$quiet")
    count = Content.assemble((f"{left}", "bold"), (" left", "$quiet"))
    filled = round(_BAR * done / (done + left)) if done + left else _BAR
    bar = Content.assemble(("━" * filled, "$accent"), ("─" * (_BAR - filled), "$rule"))
    return (
        Content.assemble(bar, "  ", count, "  ", time),
        Content.assemble(count, "  ", time),
        count,
    )

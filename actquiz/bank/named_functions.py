"""A function that a deck or a learner names, as YAML has it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

FunctionName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]+$", max_length=40)]


class NamedFunction(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A function of x with a name of its own."""

    formula: Annotated[str, Meta(min_length=1, max_length=1_000)]
    """As `actquiz plot` takes it: x*sigmoid(b*x)."""
    parameters: dict[str, float] = {}
    """The letters of the formula and their values."""
    note: Annotated[str, Meta(max_length=1_000)] = ""
    """What it is, in a few words."""

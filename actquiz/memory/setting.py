"""One setting as it is declared: its name, what it means, what it may be, and what it is at first.

The reader of ``settings.json``, ``actquiz settings``, its documentation and the screen all go by
these declarations.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field
from typing import Any, TypeVar

from actquiz.errors import ActquizError

T = TypeVar("T", str, int, float, tuple[float, ...])
_KEY = "setting"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a setting beside its value."""

    name: str
    """In ``settings.json``."""
    label: str
    """On the screen."""
    standard: str | int | float | tuple[float, ...]
    meaning: str
    """A sentence or two."""
    low: float = 0
    high: float = 0
    """Of a number, or of each in a list of numbers."""
    steps: tuple[float, ...] = ()
    """Values that the arrows lead through."""
    nothing: str = ""
    """What the empty text, the empty list or 0 means."""
    words: str = ""
    """Of a text: what it may be."""
    unit: str = ""
    """Follows numbers that are shown."""
    percent: bool = False
    """A share of 1 that is shown in percent."""
    count: int = 0
    """How many a list has that is not empty; 0: any number."""

    @property
    def many(self) -> bool:
        """Whether it is a list of numbers."""
        return isinstance(self.standard, tuple)

    @property
    def textual(self) -> bool:
        """Whether it is a text."""
        return isinstance(self.standard, str)

    @property
    def valid(self) -> str:
        """What it may be, in words."""
        if self.textual:
            return self.words
        what = "a number" if self._broken else "a whole number"
        if self.many:
            what = f"{self.count} numbers" if self.count else "a list of numbers"
        return f"{what} from {self.low:g} to {self.high:g}"

    @property
    def _broken(self) -> bool:
        return isinstance(self.standard, float | tuple)

    def check(self, value: object) -> Any:
        """``value``, as a JSON file has it, as the setting's type.

        Raise ``ActquizError`` for anything it cannot be.
        """
        if self.textual:
            if not isinstance(value, str):
                raise ActquizError(f"'{self.name}' must be text")
            return value
        numbers = value if self.many and isinstance(value, list) else [value]
        if self.many is not isinstance(value, list) or not all(map(self._fits, numbers)):
            raise ActquizError(f"'{self.name}' must be {self.valid}")
        return tuple(numbers) if self.many else value

    def _fits(self, number: object) -> bool:
        allowed = (int, float) if self._broken else (int,)
        if isinstance(number, bool) or not isinstance(number, allowed):
            return False
        return self.low <= number <= self.high

    def read(self, text: str) -> Any:
        """The value that was typed; a list's numbers stand apart by commas or spaces.

        Raise ``ActquizError`` for anything it cannot be.
        """
        if self.textual:
            return self.check(text.strip())
        try:
            numbers = [float(word) for word in text.replace(",", " ").split()]
        except ValueError:
            numbers = []
        exact = [int(one) if one == int(one) else one for one in numbers if abs(one) < 1e9]
        wrong = len(exact) != len(numbers) or (bool(text.strip()) and not numbers)
        wrong = wrong or bool(self.count and exact and len(exact) != self.count)
        if wrong or (not self.many and len(exact) != 1):
            raise ActquizError(f"'{text.strip()}' will not do", fix=f"type {self.valid}")
        try:
            return self.check(exact if self.many else exact[0])
        except ActquizError as error:
            raise ActquizError(f"'{text.strip()}' will not do", fix=f"type {self.valid}") from error

    def text(self, value: object) -> str:
        """The value as it is typed and shown; empty for an empty text or list."""
        if isinstance(value, tuple):
            return ", ".join(f"{number:g}" for number in value)
        return f"{value:g}" if isinstance(value, int | float) else str(value)

    def shown(self, value: object) -> str:
        """The same, with what nothing means in place of nothing."""
        text = self.text(value)
        if self.nothing and text in ("", "0"):
            return self.nothing
        if self.percent and isinstance(value, float):
            return f"{100 * value:.4g}%"
        return f"{text} {self.unit}" if self.unit else text


def setting(standard: T, label: str, meaning: str, **more: Any) -> T:
    """A dataclass's field with what a ``Setting`` says of it."""
    declared: T = field(
        default=standard, metadata={_KEY: {"label": label, "meaning": meaning, **more}}
    )
    return declared


def declared(one: Field[Any]) -> Setting:
    """What such a field says."""
    standard: Any = one.default
    return Setting(name=one.name, standard=standard, **one.metadata[_KEY])

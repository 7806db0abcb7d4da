"""Values that a numeric card draws: afresh at each review, the same for the same seed."""

from __future__ import annotations

import itertools
import math
import random
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import UNSET

from actquiz.bank.cards import Draw
from actquiz.text.symbols import RAISE

DrawnValue = float | int | str
_PLACE = re.compile(r"\[\[(\w+)\]\]")


def draw(draws: Mapping[str, Draw], seed: int) -> dict[str, DrawnValue]:
    """One value for every name."""
    chance = random.Random(seed)
    return {name: _drawn(how, chance) for name, how in draws.items()}


def every_draw(draws: Mapping[str, Draw], most: int) -> Iterator[dict[str, DrawnValue]]:
    """All combinations of values, each once; a sample of ``most`` seeds where there are more."""
    if math.prod(map(_size, draws.values())) > most:
        yield from (draw(draws, seed) for seed in range(most))
        return
    for values in itertools.product(*map(_values, draws.values())):
        yield dict(zip(draws, values, strict=True))


def _size(how: Draw) -> int:
    start, to, step = _grid(how)
    return len(how.choose) or round((to - start) / step) + 1


def _values(how: Draw) -> Sequence[DrawnValue]:
    return how.choose or [_on_grid(how, place) for place in range(_size(how))]


def _drawn(how: Draw, chance: random.Random) -> DrawnValue:
    if how.choose:
        return chance.choice(how.choose)
    return _on_grid(how, chance.randint(0, _size(how) - 1))


def _grid(how: Draw) -> tuple[float, float, float]:
    bounds = (how.start, how.to, how.step)
    start, to, step = (0.0 if bound is UNSET else float(bound) for bound in bounds)
    return start, to, step or 1.0


def _on_grid(how: Draw, place: int) -> float | int:
    start, _, step = _grid(how)
    value = start + step * place
    # 0.1 + 0.1 + 0.1 must read 0.3 on the card.
    return round(value, 10) if step % 1 or start % 1 else round(value)


def filled(text: str, values: Mapping[str, DrawnValue]) -> str:
    """``text`` with ``[[name]]`` replaced by its value; a name without one stays as it is."""

    def value(match: re.Match[str]) -> str:
        drawn = values.get(match[1])
        if drawn is None:
            return match[0]
        return drawn if isinstance(drawn, str) else written(drawn)

    return _PLACE.sub(value, text)


def written(number: float) -> str:
    """A number as a card writes it: four digits, a true minus sign, no exponent for small sizes."""
    size = abs(number)
    if size < 9999.5:
        # Adding 0 turns minus zero, such as 0 · (−4), into zero.
        text = f"{number + 0:.4g}"
    else:
        text = f"{number:,.0f}" if number % 1 == 0 or size < 1e5 else f"{number:.5g}"
    if "e" in text:
        mantissa, _, exponent = text.partition("e")
        power = str(int(exponent)).translate(RAISE)
        text = f"{mantissa}·10{power}" if mantissa != "1" else f"10{power}"
    return text.replace("-", "−")

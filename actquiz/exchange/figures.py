"""Pictures that go out with cards: the curve that is asked, a function's plot, an experiment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from actquiz import paths
from actquiz.bank.cards import Card, Curve, DeckFile, Formula
from actquiz.errors import ActquizError

if TYPE_CHECKING:
    from actquiz.plots.figure import Figure

PLACE = "⟦picture⟧"
"""Stands alone on a line where a curve's picture is to come, above any text of a deck."""
_SEEDS = 4
"""Networks an experiment is run with; a picture need not be as exact as a claim."""
_POINTS = 201
_TOLD = 5
"""Steps from end to end at which a curve is told to who cannot see it."""


_HIDDEN = {ord("%"): "%25", ord("#"): "%23", ord('"'): "%22", ord("\n"): " ", ord("&"): "%26"}
"""What would end or change the address that a picture is written into."""


@dataclass(frozen=True, slots=True)
class CardPicture:
    """A picture that belongs to one card."""

    svg: bytes
    alt: str
    """What it shows, in words; of a curve that is asked, its values and not its name."""
    asked: bool
    """It belongs to the question, not to the answer."""

    @property
    def address(self) -> str:
        """The picture itself as an address, to stand in double quotes."""
        return "data:image/svg+xml," + self.svg.decode().translate(_HIDDEN)


def formulas_in(decks: Sequence[DeckFile]) -> list[DeckFile]:
    """The decks with their formula cards only."""
    return [
        msgspec.structs.replace(
            deck, cards=tuple(card for card in deck.cards if isinstance(card, Formula))
        )
        for deck in decks
    ]


def is_pictured(card: Card) -> bool:
    """Whether the card has a picture where all are asked for."""
    return isinstance(card, (Curve, Formula)) or bool(card.evidence)


def pictures(
    decks: Sequence[DeckFile],
    *,
    figures: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, CardPicture]:
    """The pictures by card id: curves that are asked, and with ``figures`` plots and experiments.

    ``progress`` is told (cards done, cards in all). Raise ``ActquizError`` for an experiment that
    cannot be run.
    """
    cards = [card for deck in decks for card in deck.cards]
    found: dict[str, CardPicture] = {}
    for done, card in enumerate(cards, 1):
        picture = _curve(card) if isinstance(card, Curve) else _shown(card) if figures else None
        if picture:
            found[card.id] = picture
        if progress:
            progress(done, len(cards))
    return found


def _curve(card: Curve) -> CardPicture:
    low, high = (float(end) for end in card.window)
    return _drawn(card.function, tuple(card.params.items()), card.slope, low, high)


@cache
def _drawn(
    function: str, params: tuple[tuple[str, float], ...], slope: bool, low: float, high: float
) -> CardPicture:
    import numpy as np

    from actquiz.demos import kept_functions
    from actquiz.engine import activations
    from actquiz.plots.figure import Axis, Figure, Line, Panel
    from actquiz.plots.image import svg

    kept_functions.load()
    activation = activations.get(function)
    curve = activation.slope if slope else activation.value
    x = np.linspace(low, high, _POINTS)
    y = curve(x, **dict(params))
    name = "f′(x)" if slope else "f(x)"
    figure = Figure([Panel([Line("", x.tolist(), y.tolist())], x=Axis("x"), y=Axis(name))])
    places = range(0, _POINTS, (_POINTS - 1) // _TOLD)
    told = ", ".join(f"{y[n]:.3g} at {x[n]:.3g}" for n in places)
    return CardPicture(svg(figure), f"A curve of {name} against x: {told}", asked=True)


def _shown(card: Card) -> CardPicture | None:
    """What can be seen beside the answer."""
    from actquiz.plots.image import svg

    if isinstance(card, Formula):
        return CardPicture(svg(_plot(card)), f"{card.name} and its slope from −5 to 5", asked=False)
    if not card.evidence:
        return None
    try:
        return _experiment(card.evidence.demo, json.dumps(card.evidence.set, sort_keys=True))
    except ActquizError as error:
        what = f"the experiment of the card '{card.id}' cannot be run: {error.what}"
        fix = "correct its evidence, or export without --figures"
        raise ActquizError(what, fix=fix) from None


def _plot(card: Formula) -> Figure:
    from actquiz.demos import kept_functions
    from actquiz.demos.gallery import Chosen, together
    from actquiz.engine import activations

    kept_functions.load()
    return together([Chosen(activations.get(card.function), card.params)], -5, 5, slope=True)


def experiment(name: str, settings: Mapping[str, Any], seeds: int | None) -> CardPicture:
    """An experiment of a lesson, with as many seeds as the lesson says; None: its own number.

    Raise ``ActquizError`` if it cannot be run.
    """
    return _experiment(name, json.dumps(settings, sort_keys=True, default=list), seeds or 0)


@cache
def _experiment(name: str, settings: str, seeds: int = _SEEDS) -> CardPicture:
    """Run it, or take its picture from the last time; ``seeds`` 0: the experiment's own number."""
    from actquiz.demos import registry

    demo = registry.get(name)
    alt = f"The experiment {demo.title!r}"
    asked = f"{name}\n{settings}" + (f"\n{seeds}" if seeds != _SEEDS else "")
    key = blake2b(f"{_program()}\n{asked}".encode(), digest_size=16).hexdigest()
    kept = paths.cache() / "figures" / f"{key}.json"
    if kept.exists():
        known = json.loads(kept.read_bytes())
        return CardPicture(known["svg"].encode(), known["alt"], asked=False)
    most = seeds or max(demo.seeds, 1)
    picture = _run(demo, json.loads(settings), alt, most)
    _keep(kept, {"svg": picture.svg.decode(), "alt": picture.alt})
    return picture


def _run(demo: Any, settings: dict[str, Any], alt: str, most: int) -> CardPicture:
    from actquiz.demos.runner import parameters, run
    from actquiz.plots.image import svg

    last = None
    for frame in run(demo, parameters(demo, settings), min(demo.seeds, most) or None, 0):
        last = frame
    assert last is not None
    said = last.result.summary if last.result else ""
    return CardPicture(svg(last.figure), f"{alt}: {said}" if said else alt, asked=False)


@cache
def _program() -> str:
    """A fingerprint of the code that experiments depend on: old pictures end with old code."""
    root = Path(__file__).parents[1]
    rooms: Iterable[str] = ("demos", "engine", "plots")
    files = sorted(path for room in rooms for path in (root / room).glob("*.py"))
    return blake2b(b"".join(path.read_bytes() for path in files)).hexdigest()


def _keep(path: Path, values: dict[str, str]) -> None:
    from actquiz.files import save

    save(path, json.dumps(values).encode(), force=True)

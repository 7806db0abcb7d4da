"""What a careful reader would say about decks: matters no type can hold.

An error is false or unusable for a learner; a warning is a matter of taste that is usually right.
What keeps a card from being asked at all is in soundness.py, and comes with the loaded deck.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from actquiz import paths
from actquiz.bank.card_text import words
from actquiz.bank.cards import Card, Choice, Formula, Match, Multiple, Numeric, Open
from actquiz.bank.guessable_options import patterns, standing_out
from actquiz.bank.lint_text import text_complaints
from actquiz.bank.loader import LoadedDeck
from actquiz.bank.prerequisites import cycles, owners
from actquiz.bank.sources import LoadedSources, sources_files, sources_of
from actquiz.bank.validation import PLACEHOLDER
from actquiz.errors import Location, Problem, Severity
from actquiz.text.layout import plain
from actquiz.words import suggestion

if TYPE_CHECKING:
    from actquiz.bank.index import Index

MAX_TAGS = 8
CORRECT_ID = "correct the id, or remove it"


def lint(decks: Sequence[LoadedDeck], index: Index | None = None) -> list[Problem]:
    """Complaints about loaded decks, by file and line; what loading found is not repeated.

    ``index``: where else the cards and decks may be that these refer to.
    """
    sources = sources_of(deck.path for deck in decks)
    found = [problem for one in sources.values() for problem in one.problems]
    found += _same_ids(decks, index)
    known = owners(decks)
    waiting = _cards_in_cycles(decks, known)
    for deck in decks:
        complaints: list[tuple[Card, Problem]] = []
        for card in deck.deck.cards if deck.deck else ():
            heard = [*_card(card), *_named(card, known, index), *waiting.get(card.id, ())]
            heard += _sources(card, deck.path, sources)
            complaints += [(card, one) for one in heard]
        complaints += patterns(deck.deck.cards) if deck.deck else ()
        places = deck.locate_all([(card.id, one.field) for card, one in complaints])
        for (card, one), where in zip(complaints, places, strict=True):
            found.append(one.at(where, owner=card.id))
    found += _decks(decks, index)
    return sorted(found, key=lambda one: one.place)


def _card(card: Card) -> Iterator[Problem]:
    """What can be said of a card by itself."""
    yield from text_complaints(card)
    if isinstance(card, (Choice, Multiple)):
        yield from _options(card)
    if isinstance(card, Numeric):
        yield from _numeric(card)
    if isinstance(card, Open):
        yield from _points(card)
    if isinstance(card, Formula):
        yield from _reasons(card)
    if isinstance(card, Match):
        yield from _pairs(card)
    if len(card.tags) > MAX_TAGS:
        what = f"{len(card.tags)} tags say little"
        yield Problem(what, f"keep at most {MAX_TAGS}", field=("tags",), severity="warning")
    for field in ("tags", "sources", "needs", "same_as"):
        listed: tuple[str, ...] = getattr(card, field)
        for number, item in enumerate(listed):
            if item in listed[:number]:
                yield Problem(f"`{item}` is listed twice", "remove one", field=(field, number))
    text = words(card)
    for number, item in enumerate(card.cited):
        if item.replace("-", "−") not in text.replace("-", "−"):
            what = f"the cited number {item} is not in the card's text"
            yield Problem(
                what, "write it as in the text", field=("cited", number), severity="warning"
            )


def _options(card: Choice | Multiple) -> Iterator[Problem]:
    for number, option in enumerate(card.options):
        if not option.correct and not option.why:
            what = "this wrong option does not say why"
            fix = "add why: what makes it tempting, and why it is wrong"
            yield Problem(what, fix, field=("options", number))
    if isinstance(card, Choice):
        yield from standing_out(card)


def _pairs(card: Match) -> Iterator[Problem]:
    """A right side that names its left one is paired without knowing anything."""
    for number, pair in enumerate(card.pairs):
        if plain(pair.left).casefold() in plain(pair.right).casefold():
            what = "this right side names its left side"
            yield Problem(
                what, "say it without the name", field=("pairs", number), severity="warning"
            )


def _points(card: Open) -> Iterator[Problem]:
    for number, point in enumerate(card.points):
        if point.words:
            what = "`words` is the old form, in which any one of them makes the point"
            fix = "write ideas: [[one way, another way], [second idea]], as docs/decks.md says"
            severity: Severity = "error" if point.ideas else "warning"
            yield Problem(what, fix, field=("points", number, "words"), severity=severity)


def _numeric(card: Numeric) -> Iterator[Problem]:
    if card.answer.split() == card.check.split():
        what = "`check` is the same expression as `answer`, so it proves nothing"
        yield Problem(what, "write the same quantity another way", field=("check",))
    shown = set(PLACEHOLDER.findall(card.question))
    for name in card.draw:
        if name not in shown:
            what = f"the drawn value {name} is not in the question"
            yield Problem(what, f"write [[{name}]] where it belongs", field=("draw", name))


def _reasons(card: Formula) -> Iterator[Problem]:
    """Each question about a formula has a reason, and no two share one."""
    own = [ask for ask in card.whys.__struct_fields__ if getattr(card.whys, ask)]
    bare = [ask for ask in card.ask if ask not in own]
    if bare and (len(bare) > 1 or not card.why):
        listed = ", ".join(f"`{ask}`" for ask in bare)
        has = "has no reason of its own" if len(bare) == 1 else "have no reasons of their own"
        fix = f"write whys: {{{bare[0]}: …}}"
        yield Problem(f"{listed} {has}", fix, field=("ask",), severity="warning")
    for ask in own:
        if ask not in card.ask:
            what = f"there is a reason for `{ask}`, which is not asked"
            fix = "add it to ask, or remove the reason"
            yield Problem(what, fix, field=("whys", ask), severity="warning")


def _named(card: Card, known: Mapping[str, str], index: Index | None) -> Iterator[Problem]:
    """Other cards that it names: they must exist, and it is not one of them."""
    for field, says in (("needs", "it needs"), ("same_as", "it states the same as")):
        names: tuple[str, ...] = getattr(card, field)
        for number, name in enumerate(names):
            if name not in known and not (index and index.place(name)):
                what = f"{says} `{name}`, and there is no such card"
                yield Problem(what, suggestion(name, known, CORRECT_ID, 0.7), field=(field, number))
    for place, point in enumerate(card.points if isinstance(card, Open) else ()):
        for number, name in enumerate(point.cards):
            field_of = ("points", place, "cards", number)
            if name == card.id or name in point.cards[:number]:
                what = f"the point names `{name}`, which is itself or named before"
                yield Problem(what, "remove it", field=field_of)
            elif name not in known and not (index and index.place(name)):
                what = f"the point names the card `{name}`, and there is no such card"
                yield Problem(what, suggestion(name, known, CORRECT_ID, 0.7), field=field_of)
    if card.id in card.same_as:
        where = ("same_as", card.same_as.index(card.id))
        yield Problem("it is listed as its own double", "remove it", field=where)


def _cards_in_cycles(
    decks: Sequence[LoadedDeck], known: Mapping[str, str]
) -> dict[str, list[Problem]]:
    graph = {
        card.id: [known[need] for need in card.needs if need in known]
        for deck in decks
        for card in (deck.deck.cards if deck.deck else ())
    }
    found: dict[str, list[Problem]] = {}
    for chain in cycles(graph):
        round_trip = " → ".join([*chain, chain[0]])
        complaint = Problem(
            f"it needs itself: {round_trip}", "remove one of these", field=("needs",)
        )
        found.setdefault(chain[0], []).append(complaint)
    return found


def _sources(card: Card, path: Path, sources: Mapping[Path, LoadedSources]) -> Iterator[Problem]:
    near = sources_files(path)
    known = {name for file in near for name in sources[file].sources}
    for number, name in enumerate(card.sources):
        if name not in known:
            what = f"there is no source `{name}` in sources.yaml"
            fix = (
                suggestion(name, known, CORRECT_ID, 0.7)
                if known
                else "write a sources.yaml beside the deck"
            )
            yield Problem(what, fix, field=("sources", number))
    if path.is_relative_to(paths.shipped_content()):
        for field in ("sources", "tags"):
            if not getattr(card, field):
                yield Problem(f"it has no {field}", f"add {field}: […]", field=())


def _same_ids(decks: Sequence[LoadedDeck], index: Index | None) -> Iterator[Problem]:
    """Ids that another file uses too, with both places."""
    first: dict[str, Location] = {}
    linted = {str(deck.path.absolute()) for deck in decks}
    for deck in decks:
        mine: dict[str, Location] = {}
        for entry in deck.entries:
            here = Location(deck.path, entry.line)
            there = first.get(entry.id)
            if not there and index and (there := index.place(entry.id)):
                there = None if str(there.path) in linted else there
            if there:
                what = f"the id `{entry.id}` is already used at {there}"
                yield Problem(what, "give one of the two cards another id", where=here)
            mine[entry.id] = here
        first = mine | first


def _decks(decks: Sequence[LoadedDeck], index: Index | None) -> Iterator[Problem]:
    """Deck ids used twice, needed decks that do not exist, and decks that need themselves."""
    headers = [(deck.path, deck.deck) for deck in decks if deck.deck]
    linted = {str(path.absolute()) for path, _ in headers}
    places: dict[str, str] = {}
    if index:
        places = {one.id: one.path for one in index.decks() if one.path not in linted}
    for path, header in headers:
        if header.deck in places:
            what = f"the deck id `{header.deck}` is already used in {places[header.deck]}"
            yield Problem(what, "give one of the two decks another id", where=Location(path, 1))
        places.setdefault(header.deck, str(path))
        if not header.cards:
            what = "this deck has no card that can be studied"
            yield Problem(
                what, "write one, or mend those above", where=Location(path, 1), severity="warning"
            )
    for path, header in headers:
        for need in header.needs:
            if need not in places:
                what = f"the deck needs `{need}`, and there is no such deck"
                yield Problem(
                    what, suggestion(need, places, CORRECT_ID, 0.7), where=Location(path, 1)
                )
    files = {header.deck: path for path, header in headers}
    for chain in cycles({header.deck: header.needs for _, header in headers}):
        what = f"the deck needs itself: {' → '.join([*chain, chain[0]])}"
        yield Problem(what, "remove one of these", where=Location(files[chain[0]], 1))

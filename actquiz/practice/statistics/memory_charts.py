"""The charts about what is remembered."""

from __future__ import annotations

from collections.abc import Sequence

from actquiz.plots.figure import Axis, Bars, Figure, Line, Panel
from actquiz.practice.statistics.gathering import Statistics
from actquiz.practice.statistics.knowledge import Topic
from actquiz.practice.statistics.predictions import ENOUGH
from actquiz.practice.statistics.share import Share
from actquiz.words import counted

Drawn = tuple[Figure | None, str]
_PERCENT = (0.0, 100.0)
_STABILITIES = (
    "under 1 day",
    "1–3 days",
    "3–7 days",
    "1–2 weeks",
    "2–4 weeks",
    "1–3 months",
    "3–6 months",
    "6–12 months",
    "over a year",
)


def retention(statistics: Statistics) -> Drawn:
    """Recall of young and mature cards; learning steps in a panel of their own."""
    found = statistics.efforts.retention
    tests = [("young", found.young), ("mature", found.mature)]
    steps = [("new", found.new), ("learning", found.learning)]
    said = _told(tests) + " " + _told(steps)
    if not found.together.of:
        said = "No card has come back after a day or more yet. " + _told(steps)
    shown = [(name, part) for name, part in tests if part.enough]
    if not shown:
        return None, said
    wanted = _percent(statistics.wanted)
    aim = Line("aimed at", range(len(shown)), [wanted] * len(shown), theory=True)
    panels = [
        Panel(
            [_shares("recalled", shown), aim],
            title="True retention",
            y=Axis("% recalled, with 95% interval", limits=_PERCENT),
            note="young: 1 to 20 days since the last review; mature: 21 or more",
        )
    ]
    if enough := [(name, part) for name, part in steps if part.enough]:
        panels.append(
            Panel(
                [_shares("right", enough)],
                title="Learning, which is no test of memory",
                y=Axis("% right", limits=_PERCENT),
                note="new: the first look; learning: the steps after it, and lapses the same day",
            )
        )
    return Figure(panels, title="Retention", columns=2), said


def calibration(statistics: Statistics) -> Drawn:
    """Predicted against observed recall."""
    found = statistics.predictions
    if found.calibration is None:
        return None, (
            f"Too few to tell: it takes {counted(ENOUGH, 'review')} a day or more after the one "
            f"before, and there are {found.tested:,} so far."
        )
    groups = found.calibration
    # Whole percents would tie what the count below tells apart: 97 within 80–97, or not.
    foreseen = [round(100 * value, 1) for value in groups.predicted.tolist()]
    recalled = Bars(
        "recalled",
        [
            f"{value:.1f}% of {count:,}"
            for value, count in zip(foreseen, groups.count.tolist(), strict=True)
        ],
        *([round(100 * value, 1) for value in part.tolist()] for part in
          (groups.observed, groups.low, groups.high)),
    )  # fmt: skip
    panel = Panel(
        [recalled, Line("foreseen", range(len(foreseen)), foreseen, theory=True)],
        x=Axis("foreseen"),
        y=Axis("% recalled, with 95% interval", limits=_PERCENT),
        note="a row is a group of like reviews: the recall foreseen, and how many they were",
    )
    inside = sum(
        low <= value <= high
        for low, value, high in zip(groups.low, groups.predicted, groups.high, strict=True)
    )
    said = (
        f"Foreseen within the interval in {inside} of {counted(len(foreseen), 'group')}. "
        f"Over like reviews it is off by {_percent(groups.rmse)} points (RMSE), log loss "
        f"{groups.log_loss:.2f}: {counted(found.tested, 'review')}"
        + (f" of one card in {found.one_card_in}" if found.one_card_in > 1 else "")
        + ", by the weights in use now."
    )
    return Figure([panel], title="Calibration"), said


def stability(statistics: Statistics) -> Drawn:
    """How many cards last how long."""
    counts = statistics.knowledge.stability
    if not sum(counts):
        return None, "No card has been seen yet."
    lasting = sum(counts[5:])
    said = f"{lasting:,} of {counted(sum(counts), 'card')} seen last a month or longer."
    note = "stability: days until the chance of recall has fallen to 90 %"
    return _counts("Stability", _STABILITIES, counts, note), said


def difficulty(statistics: Statistics) -> Drawn:
    """How many cards are how hard."""
    counts = statistics.knowledge.difficulty
    if not sum(counts):
        return None, "No card has been seen yet."
    labels = [f"{low}–{low + 1}" for low in range(1, 10)]
    hard = sum(counts[6:])
    said = f"{hard:,} of {counted(sum(counts), 'card')} seen have a difficulty of 7 or more."
    note = "1 is easy, 10 is hard: an Again raises it most"
    return _counts("Difficulty", labels, counts, note), said


def topics(statistics: Statistics) -> Drawn:
    """What share of each deck would be recalled today."""
    return _known(statistics.knowledge.topics, "By topic")


def levels(statistics: Statistics) -> Drawn:
    """The same by level."""
    return _known(statistics.knowledge.levels, "By level")


def leeches(statistics: Statistics) -> Drawn:
    """The cards forgotten most often."""
    found = statistics.knowledge.leeches
    if not found:
        return None, "No leeches: no card was forgotten again and again."
    more = statistics.knowledge.leeches_in_all - len(found)
    bars = Bars("lapses", [leech.title for leech in found], [leech.lapses for leech in found])
    said = "Rewrite them, split them, or suspend them: more reviews do not help. "
    said += "Ids: " + ", ".join(leech.card_id for leech in found)
    said += f", and {more:,} more." if more else "."
    return Figure([Panel([bars], y=Axis("times forgotten"))], title="Leeches"), said


def hours(statistics: Statistics) -> Drawn:
    """When the reviews were made, and how much was recalled then."""
    found = statistics.efforts.hours
    if not found:
        return None, "No reviews yet."
    labels = [f"{hour.hour:02} h" for hour in found]
    done = Bars("reviews", labels, [hour.reviews for hour in found])
    panels = [Panel([done], title="Reviews", y=Axis("reviews, ever"))]
    shown = [
        (label, hour.recalled)
        for label, hour in zip(labels, found, strict=True)
        if hour.recalled.enough
    ]
    said = "On your own clock, wherever you were."
    if shown:
        axis = Axis("% recalled, with 95% interval", limits=_PERCENT)
        panels.append(Panel([_shares("recalled", shown)], title="Recall", y=axis))
        said += " Where the intervals overlap, the hours need not differ."
    else:
        said += " Too few cards have come back to compare how much you recall."
    return Figure(panels, title="Hour of day", columns=2), said


def _percent(share: float) -> int:
    """Whole percent: more digits would be no news."""
    return round(100 * share)


def _told(parts: Sequence[tuple[str, Share]]) -> str:
    """``Young: 91 % (89–93) of 1,203; mature: 3 of 4: too few to tell.``"""
    text = "; ".join(
        f"{name} {part.text()}" if part.of else f"no review of a {name} card yet"
        for name, part in parts
    )
    return text[0].upper() + text[1:] + "."


def _shares(name: str, parts: Sequence[tuple[str, Share]]) -> Bars:
    return Bars(
        name,
        [label for label, _ in parts],
        [_percent(part.right / part.of) for _, part in parts],
        [_percent(part.low) for _, part in parts],
        [_percent(part.high) for _, part in parts],
    )


def _counts(title: str, labels: Sequence[str], counts: Sequence[int], note: str) -> Figure:
    return Figure([Panel([Bars("cards", labels, counts)], y=Axis("cards"), note=note)], title=title)


def _known(places: Sequence[Topic], title: str) -> Drawn:
    if not any(place.seen for place in places):
        return None, "No card has been seen yet."
    bars = Bars(
        "known",
        [place.title for place in places],
        [_percent(place.known / place.cards) for place in places],
    )
    note = "each card counts with its chance of recall today; a card never seen counts nothing"
    panel = Panel([bars], y=Axis("% known today", limits=_PERCENT), note=note)
    known, cards = sum(place.known for place in places), sum(place.cards for place in places)
    said = f"{known:,.0f} of {counted(cards, 'card')} should be recalled today."
    return Figure([panel], title=title), said

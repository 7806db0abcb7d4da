"""The study guide as one HTML page: to read, to print, and to answer its questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from importlib.resources import files

from actquiz.bank.cards import Cloze
from actquiz.bank.sources import Source
from actquiz.exchange.guide import (
    GuideLesson,
    GuidePart,
    GuidePicture,
    GuideQuestion,
    GuideSection,
    GuideText,
)
from actquiz.exchange.guide_markdown import told
from actquiz.exchange.html_text import as_html, mathml
from actquiz.practice import answer_ways
from actquiz.practice.card_asking import kind_of
from actquiz.text.safe import clean

_html = partial(as_html, maths=mathml)


def as_page(guide: Sequence[GuideLesson], sources: Mapping[str, Source]) -> str:
    """The page, which asks nothing of the network; the same lessons give the same bytes."""
    title = guide[0].lesson.title if len(guide) == 1 else "Study guide: activation functions"
    filling = {
        "title": _safe(title),
        "contents": "".join(_entry(one) for one in guide),
        "lessons": "\n".join(_lesson(one, sources) for one in guide),
        "style": _part("page.css") + _part("guide.css"),
        "script": _part("guide.js"),
    }
    parts = _part("guide.html").split("%%")
    # Every second part is a name: what is filled in is never searched for names.
    return "".join(filling[part] if place % 2 else part for place, part in enumerate(parts))


def _safe(text: str) -> str:
    return escape(clean(text))


def _part(name: str) -> str:
    return (files("actquiz.exchange") / "page" / name).read_text(encoding="utf-8")


def _entry(one: GuideLesson) -> str:
    head = one.lesson.head
    return f'<li><a href="#{_safe(head.id)}">{_html(head.title)}</a> {head.minutes} min</li>'


def _lesson(one: GuideLesson, sources: Mapping[str, Source]) -> str:
    head = one.lesson.head
    about = f'<p class="mark">{_html(head.about)}</p>' if head.about else ""
    sections = "\n".join(
        _section(head.id, section, titled=place > 0) for place, section in enumerate(one.sections)
    )
    return (
        f'<article class="lesson" id="{_safe(head.id)}">\n'
        f"<h2>{one.number}. {_html(head.title)}</h2>\n{about}\n{sections}\n"
        f"{_sources(one, sources)}</article>"
    )


def _section(lesson: str, section: GuideSection, *, titled: bool) -> str:
    # The opening goes by the lesson's title, which stands above it.
    heading = f"<h3>{_html(section.heading)}</h3>\n" if titled else ""
    body = "\n".join(map(_drawn, section.parts))
    return f'<section id="{_safe(f"{lesson}-{section.anchor}")}">\n{heading}{body}\n</section>'


def _drawn(part: GuidePart) -> str:
    match part:
        case GuideText():
            text = _html(part.markdown)
            if part.quiet:
                return f'<div class="mark">{text}</div>'
            return text if text.startswith("<") else f"<p>{text}</p>"
        case GuidePicture():
            return _image(part)
        case GuideQuestion():
            return _question(part)


def _image(one: GuidePicture) -> str:
    alt = _safe(one.picture.alt)
    return f'<img class="figure" alt="{alt}" src="{one.picture.address}">'


def _question(one: GuideQuestion) -> str:
    card = one.turn.entry.card
    shown = _image(one.shown) if one.shown else ""
    outcome = _image(one.outcome) if one.outcome else ""
    answer = "\n".join(f"<div>{_html(part)}</div>" for part in told(one.answer, one.turn.way))
    return (
        f'<div class="card question" data-id="{_safe(one.turn.entry.id)}">\n'
        f'<p class="mark">{_safe(kind_of(card).task)}</p>\n'
        f'<div class="front">{_html(one.turn.question)}</div>\n{shown}{_answering(one)}'
        '<p class="verdict" role="status" aria-live="polite"></p>\n'
        f'<details><summary>Answer</summary><div class="back">{outcome}{answer}</div>\n'
        "</details>\n</div>"
    )


def _answering(one: GuideQuestion) -> str:
    """What it is answered with: options that know whether they are right, fields, or paper."""
    lines = one.answer.lines
    match one.turn.way:
        case answer_ways.PickOne(options) | answer_ways.PickSeveral(options):
            several = isinstance(one.turn.way, answer_ways.PickSeveral)
            buttons = "".join(
                f'<li><button type="button" class="option" aria-pressed="false" '
                f'data-right="{int(line.belongs)}">{_html(option)}</button></li>'
                for option, line in zip(options, lines, strict=True)
            )
            check = '<button type="button" class="check">Check</button>' if several else ""
            return f'<ol class="options" data-several="{int(several)}">{buttons}</ol>{check}'
        case answer_ways.FillBlanks(hints):
            return _fields(one, hints)
        case (
            answer_ways.TypeNumber()
            | answer_ways.OwnWords()
            | answer_ways.PutInOrder()
            | answer_ways.MatchPairs()
        ):
            extra = _listed(one.turn.way)
            return f'{extra}<textarea rows="2" aria-label="Your answer"></textarea>'
        case answer_ways.Reveal():
            return ""


def _listed(way: answer_ways.AnswerWay) -> str:
    """What is to be ordered or paired."""
    if isinstance(way, answer_ways.PutInOrder):
        return "<ul>" + "".join(f"<li>{_html(item)}</li>" for item in way.options) + "</ul>"
    if isinstance(way, answer_ways.MatchPairs):
        lefts = "".join(f"<li>{_html(left)}</li>" for left in way.lefts)
        rights = "".join(f"<li>{_html(right)}</li>" for right in way.rights)
        return f'<ol>{lefts}</ol><ol type="a">{rights}</ol>'
    return ""


def _fields(one: GuideQuestion, hints: Sequence[str]) -> str:
    """A field a gap; what counts goes along, for the page judges without the program."""
    card = one.turn.entry.card
    blanks = card.blanks if isinstance(card, Cloze) else ()
    fields = []
    for number, (blank, hint) in enumerate(zip(blanks, hints, strict=False), start=1):
        accepted = escape(json.dumps([blank.answer, *blank.accept], ensure_ascii=False))
        fields.append(
            f'<label>‹{number}› <input class="blank" data-accept="{accepted}" '
            f'placeholder="{_safe(hint)}"></label>'
        )
    return "".join(fields) + '<button type="button" class="check">Check</button>'


def _sources(one: GuideLesson, sources: Mapping[str, Source]) -> str:
    known = [sources[name] for name in one.lesson.head.sources if name in sources]
    listed = "; ".join(
        f"{_safe(source.authors)}, {source.year}: {_safe(source.title)}" for source in known
    )
    return f'<p class="sources">Sources: {listed}</p>\n' if known else ""

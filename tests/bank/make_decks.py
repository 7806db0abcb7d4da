"""Decks by the thousand: every kind of card, in as many files as wanted. For tests and benches."""

from __future__ import annotations

from pathlib import Path

KINDS = (
    """\
  - id: {id}
    front: What is the largest slope of unit {n}, a sigmoid, and where is it?
    back: $\\tfrac{{1}}{{4}}$, at $x = 0$, because $\\sigma' = \\sigma(1-\\sigma)$.
    why: The product of two numbers that sum to one is largest when they are equal.
    level: screen
    claims:
      - {{function: sigmoid, slope_max: 0.25, at: 0}}
    evidence: {{demo: vanishing, set: {{activations: [sigmoid], depth: 20}}}}
""",
    """\
  - id: {id}
    kind: choice
    question: A 30-layer network with unit {n} does not learn. Which slope is behind it?
    options:
      - {{text: The slope of the sigmoid, correct: true}}
      - {{text: The slope of tanh, why: it is 1 at zero}}
      - text: The slope of ReLU
        why: It is exactly 1 wherever the unit is on.
""",
    """\
  - id: {id}
    kind: multiple
    question: Which of these are bounded, in network {n}?
    options:
      - {{text: tanh, correct: true}}
      - {{text: sigmoid, correct: true}}
      - {{text: softplus, why: it grows like x}}
""",
    """\
  - id: {id}
    kind: truth
    statement: The range of unit {n}, a swish, is the whole line.
    answer: false
    why: |
      It never goes below −0.2785.
      It takes that value at x = −1.2785.
""",
    """\
  - id: {id}
    kind: cloze
    text: The sigmoid of zero is [[1]] and its slope there is [[2]], in unit {n}.
    blanks:
      - {{answer: '0.5', accept: ['1/2', '.5']}}
      - {{answer: '0.25', accept: ['1/4'], hint: a fraction}}
""",
    """\
  - id: {id}
    kind: numeric
    question: Unit {n} outputs [[s]]. What is its slope?
    draw: {{s: {{from: 0.1, to: 0.9, step: 0.1}}}}
    answer: s * (1 - s)
    check: s - s**2
    tolerance: {{abs: 0.005}}
    why: The slope is s(1 − s) = [[answer]].
""",
    """\
  - id: {id}
    kind: open
    question: Training loss is flat from step one in network {n}. What do you check?
    points:
      - {{point: gradient norms by layer, words: [gradient, norm]}}
      - {{point: the initialization, words: [init, glorot]}}
      - {{point: the learning rate, words: [rate]}}
    answer: I would look at the gradient norms first.
    followups: [And if they are fine?]
    strong: Says what each finding would mean.
""",
    """\
  - id: {id}
    kind: order
    question: Sort by largest slope, smallest first, for unit {n}.
    items: [sigmoid, softplus, swish]
    why: A quarter, one, and a little more than one.
""",
    """\
  - id: {id}
    kind: curve
    function: tanh
    options: [tanh, sigmoid, relu]
    why: It passes through zero, as number {n} did.
""",
    """\
  - id: {id}
    kind: predict
    question: Twenty layers of unit {n}. By what factor does the gradient shrink?
    demo: vanishing
    set: {{depth: 20}}
    figure: ratio
    outcomes:
      - {{text: less than ten, below: 10}}
      - {{text: up to a million, at_least: 10, below: 1000000}}
      - {{text: more, at_least: 1000000, correct: true}}
""",
    """\
  - id: {id}
    kind: formula
    name: unit {n}
    function: sigmoid
    latex: \\sigma(x) = \\frac{{1}}{{1 + e^{{-x}}}}
    slope_latex: \\sigma'(x) = \\sigma(x)(1 - \\sigma(x))
    range: (0, 1)
    slope_max: {{value: 0.25, at: 0}}
    ask: [formula, slope]
""",
)
"""One card of each kind; the formula is studied as two."""

_COMMON = """\
    tags: [{tag}, unit-{unit}]
    sources: [glorot-2010]
"""


def deck_text(deck: str, cards: int, *, needs: str = "") -> str:
    """A deck with ``cards`` cards as they are written (a formula counts once)."""
    lines = [f"format: 1\ndeck: {deck}\ntitle: Deck {deck}\n"]
    if needs:
        lines.append(f"needs: [{needs}]\n")
    lines.append("cards:\n")
    for number in range(cards):
        kind = KINDS[number % len(KINDS)]
        lines.append(kind.format(id=f"{deck}-{number}", n=number))
        lines.append(_COMMON.format(tag="sigmoid" if number % 2 else "relu", unit=number % 10))
    return "".join(lines)


def make_decks(folder: Path, *, cards: int, files: int) -> list[Path]:
    """Write ``cards`` cards into ``files`` decks ``d000.yaml``, …, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(files):
        share = cards * (number + 1) // files - cards * number // files
        path = folder / f"d{number:03}.yaml"
        path.write_text(deck_text(f"d{number:03}", share), encoding="utf-8")
        made.append(path)
    return made

"""What a new card of each kind begins as: its fields, empty, in the order one thinks of them."""

from __future__ import annotations

TEMPLATES: dict[str, str] = {
    "flashcard": """\
id:
front:
back:
why:
tags: []
""",
    "choice": """\
id:
kind: choice
question:
options:
  - text:
    correct: true
  - text:
    why:
  - text:
    why:
why:
tags: []
""",
    "multiple": """\
id:
kind: multiple
question:
options:
  - text:
    correct: true
  - text:
    correct: true
  - text:
    why:
why:
tags: []
""",
    "truth": """\
id:
kind: truth
statement:
answer: true
why:
tags: []
""",
    "cloze": """\
id:
kind: cloze
text: Write [[1]] where a gap is.
blanks:
  - answer:
why:
tags: []
""",
    "numeric": """\
id:
kind: numeric
question: With [[x]] …?
draw:
  x: {choose: [1, 2, 3]}
answer: 2 * x
check: x + x
tolerance: {abs: 0}
why:
tags: []
""",
    "open": """\
id:
kind: open
question:
points:
  - point:
    ideas: [[one way, another way]]
  - point:
    ideas: [[one way, another way]]
answer:
tags: []
""",
    "order": """\
id:
kind: order
question:
items:
  - first
  - second
  - third
why:
tags: []
""",
    "match": """\
id:
kind: match
question:
pairs:
  - left:
    right:
  - left:
    right:
  - left:
    right:
why:
tags: []
""",
    "curve": """\
id:
kind: curve
function: relu
options: [relu, gelu, silu, softplus]
window: [-4, 4]
why:
tags: []
""",
    "predict": """\
id:
kind: predict
question:
demo: vanishing
set: {activations: [sigmoid], depth: 20}
figure: sigmoid.first_over_last
outcomes:
  - text: more
    at_least: 0.001
  - text: less
    below: 0.001
    correct: true
why:
tags: []
""",
    "formula": """\
id:
kind: formula
name: ReLU
function: relu
latex: f(x) = \\max(0, x)
ask: [formula]
whys:
  formula:
tags: []
""",
}
"""By the kind's name, the most common first."""

"""Lessons as a study guide: read, printed, and its questions answered on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from actquiz import paths
from actquiz.bank.index import Index
from actquiz.cli.main import run
from actquiz.exchange import guide_html, guide_markdown
from actquiz.exchange.guide import GuideLesson, GuideQuestion, gather
from actquiz.lessons.loader import load_text

LESSON = """---
id: made
title: A made lesson
minutes: 3
deck: made
---
Text with $x^2$ and <b>no tag</b>.

```card
pick
```

```card
gaps
```

```card
recall
```

```card
order
```

## Seen

```plot
functions: [relu]
caption: A kink at zero.
```

```facts
functions: [relu]
columns: {at most: slope_max}
```

```demo
demo: gallery
set: {activations: [sigmoid]}
predict:
  question: How steep at most?
  figure: sigmoid.slope_max
  outcomes:
    - {text: a quarter, below: 0.3, correct: true}
    - {text: more, at_least: 0.3}
```

```claims
given: ['2']
```
"""
DECK = """format: 1
deck: made
title: Made
cards:
  - id: pick
    kind: choice
    question: Which one?
    options: [{text: this one, correct: true}, {text: that one, why: It is not.}]
  - {id: gaps, kind: cloze, text: 'It is [[1]].', blanks: [{answer: flat, accept: [level]}]}
  - {id: recall, front: And this?, back: Yes., why: So it is.}
  - {id: order, kind: order, question: Sort., items: [a, b, c]}
"""


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    own = tmp_path / "own"
    own.mkdir()
    (own / "made.yaml").write_text(DECK, encoding="utf-8")
    (own / "made.md").write_text(LESSON, encoding="utf-8")
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_DECKS", str(own))
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "nothing")
    with Index.open() as index:
        yield index


@pytest.fixture
def guide(index: Index) -> list[GuideLesson]:
    lesson = load_text(LESSON, Path("made.md")).lesson
    assert lesson
    return gather([lesson], index)


def test_the_page_knows_which_options_are_right(guide: list[GuideLesson]) -> None:
    """Options can be clicked, and the page knows which are right; gaps know what counts."""
    page = guide_html.as_page(guide, {})
    right = [text for mark, text in re.findall(r'data-right="(\d)">([^<]+)', page) if mark == "1"]
    assert right == ["this one", "a quarter"]
    assert 'data-accept="[&quot;flat&quot;, &quot;level&quot;]"' in page
    assert page.count("<textarea") == 1
    assert page.count("<details>") == 5


def test_the_page_asks_nothing_of_the_network_and_escapes_texts(guide: list[GuideLesson]) -> None:
    """One file; pictures are in it, tags in a lesson are text, formulas are MathML."""
    page = guide_html.as_page(guide, {})
    assert not re.search(r'(?:src|href)="(?!data:|#)', page)
    assert "&lt;b&gt;no tag&lt;/b&gt;" in page
    assert "<math" in page
    assert page.count("data:image/svg+xml") == 2
    assert "given" not in page


def test_markdown_folds_answers_under_their_questions(guide: list[GuideLesson]) -> None:
    """Every question, then its answer folded; tables filled in; pictures beside the text."""
    text = guide_markdown.as_markdown(guide, {})
    assert text.count("<details>") == text.count("</details>") == 5
    assert "- ✓ this one\n- ✗ that one: It is not." in text or (
        "- ✗ that one: It is not.\n- ✓ this one" in text
    )
    assert "| relu | 1 |" in text
    names = [one.name for one in guide_markdown.figures_of(guide)]
    assert len(names) == len(set(names)) == 2
    for name in names:
        assert f"(figures/{name}.svg)" in text
    assert "```" not in text


def test_without_figures_no_experiment_is_run(index: Index) -> None:
    """The prediction is still asked, and what the proofs found answers it."""
    lesson = load_text(LESSON, Path("made.md")).lesson
    assert lesson
    (made,) = gather([lesson], index, figures=False)
    asked = made.sections[1].parts[-1]
    assert isinstance(asked, GuideQuestion)
    assert asked.outcome is None
    assert "a quarter" in asked.answer.answer


def test_the_command_writes_pages_and_markdown(
    index: Index, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ending says which; nothing that exists is replaced; another ending is refused."""
    page, text = tmp_path / "g.html", tmp_path / "out" / "g.md"
    assert run(["export", "guide", "-o", str(page)]) == 0
    assert run(["export", "guide", "made", "-o", str(text)]) == 0
    assert len(list((text.parent / "figures").glob("*.svg"))) == 2
    assert run(["export", "guide", "-o", str(page)]) == 2
    assert run(["export", "guide", "-o", str(tmp_path / "g.pdf")]) == 2
    assert "end it in .html or .md" in capsys.readouterr().err

"""What the last check found: every property, and the first failure in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from actquiz.practice.exercises.report import CheckReport, PropertyResult, Trouble
from actquiz.text.safe import clean
from actquiz.tui.typeset import code_lines, typeset, wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang

_PRINTED = 8
"""Lines of what the file printed that are shown."""
_NOTICED = 0.1
"""Seconds from which a check's time is told."""


@dataclass(frozen=True, slots=True)
class SeenCheck:
    """How it stands with the learner's file."""

    path: str
    begun: bool = False
    """The file is there."""
    checking: bool = False
    results: tuple[PropertyResult, ...] = ()
    """Of the check that runs or ran."""
    report: CheckReport | None = None
    """None: no check has come to its end."""
    lesson: str = ""
    """Markdown; after passing."""
    due: str = ""
    """When it comes back; after passing."""


class ExerciseCheck(RowsWidget):
    """Changes as each property is judged."""

    def __init__(self) -> None:
        super().__init__()
        self._seen = SeenCheck("")

    def show(self, seen: SeenCheck) -> None:
        """Show this."""
        self._seen = seen
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        seen = self._seen
        rows = self._headline(width)
        trouble = _trouble(seen.report, width) if seen.report is not None else []
        results = [Row(), *_results(seen.results, width)] if seen.results else []
        # Where few lines are in sight, what is to be mended comes first.
        rows += [*trouble, *results] if self.screen.has_class("-short") else [*results, *trouble]
        rows += _printed(seen.report.printed, width) if seen.report is not None else []
        if seen.report is not None and seen.report.passed:
            rows += [Row(), *map(Row, typeset(seen.lesson, width))]
            if seen.due:
                rows += [Row(), *map(Row, wrapped(Content.styled(seen.due, "$quiet"), width))]
        return rows

    def _headline(self, width: int) -> list[Row]:
        seen = self._seen
        report = seen.report
        if seen.checking:
            said = [("Checking …", "bold $accent")]
        elif report is None and not seen.begun:
            said = [("Not begun. ", "bold"), ("Enter writes the file and opens your editor.", "")]
        elif report is None:
            said = [("Begun. ", "bold"), ("Each save is checked.", "")]
        elif report.passed:
            total = len(report.results)
            words = f"✓ Passed: all {total} properties hold{_took(report)}."
            said = [(words, "bold $success")]
        else:
            held = sum(result.held is True for result in report.results)
            words = f"✗ Not yet: {held} of {len(report.results)} properties hold"
            said = [(f"{words}{_took(report)}.", "bold $error")]
        rows = [*map(Row, wrapped(Content.assemble(*said), width))]
        return [*rows, *map(Row, wrapped(Content.styled(clean(seen.path), "$quiet"), width))]


def _took(report: CheckReport) -> str:
    """How long it took, where that is worth a word."""
    return f" ({report.seconds:.1f} s)" if report.seconds >= _NOTICED else ""


def _results(results: Sequence[PropertyResult], width: int) -> list[Row]:
    """A line a property: holds, fails, or not looked at."""
    rows: list[Row] = []
    for result in results:
        sign, word, style = {
            True: ("✓", "holds", "$success"),
            False: ("✗", "fails", "bold $error"),
            None: ("·", "unseen", "$quiet"),
        }[result.held]
        lead = Content.styled(f"{sign} {word:<7}", style)
        text = Content.styled(clean(result.sentence), "$quiet" if result.held is None else "")
        rows += hang(lead, wrapped(text, width - lead.cell_length), None)
    return rows


def _trouble(report: CheckReport, width: int) -> list[Row]:
    """The first thing to mend: the smallest input, what was expected, what came."""
    trouble = report.trouble
    if trouble is None:
        return []
    rows = [Row(), *map(Row, wrapped(Content.styled(clean(trouble.what), "bold"), width))]
    facts = _facts(trouble)
    column = max(map(len, facts), default=0) + 2
    for name, fact in facts.items():
        lead = Content.styled(name.ljust(column), "$quiet")
        room = max(width - lead.cell_length, 8)
        if name == "fix":
            text = wrapped(Content(clean(fact)), room)
        else:
            text = [
                part
                for line in fact.splitlines()
                for part in code_lines(clean(line), room, "$secondary")
            ]
        rows += hang(lead, text, None)
    return rows


def _facts(trouble: Trouble) -> dict[str, str]:
    line = {f"line {trouble.line}": trouble.code or "in your file"} if trouble.line else {}
    facts = {
        **line,
        "input": trouble.call,
        "expected": trouble.expected,
        "got": trouble.got,
        "fix": trouble.fix,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _printed(printed: str, width: int) -> list[Row]:
    lines = clean(printed).splitlines()
    if not lines:
        return []
    rows = [Row(), Row(Content.styled("Your file printed", "$quiet"))]
    rows += [
        Row((Content.styled("│ ", "$rule") + line).truncate(width)) for line in lines[:_PRINTED]
    ]
    return rows + ([Row(Content.styled("│ …", "$rule"))] if len(lines) > _PRINTED else [])

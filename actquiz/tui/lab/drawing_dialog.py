"""Points of two classes put on a plane by hand: they become the data of an experiment."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from actquiz import files, paths
from actquiz.tui.dialog import Dialog, TextLines

COLUMNS, ROWS = 48, 15
_FILE = "drawn-points.csv"
_LEAST = 10
"""Points in all; some of each class are held out."""
_SIGNS = {0: ("●", "bold $accent"), 1: ("▲", "bold $warning")}
_HINT = "1 and 2 (or a click, right for 2) place a point, ⌫ takes one away, Enter trains on them."


class DrawingDialog(Dialog[str]):
    """A plane to draw on; the answer is the path of the file with the points."""

    BINDINGS = [  # noqa: RUF012
        Binding("left,h", "move(-1, 0)", show=False),
        Binding("right,l", "move(1, 0)", show=False),
        Binding("up,k", "move(0, -1)", show=False),
        Binding("down,j", "move(0, 1)", show=False),
        Binding("1", "place(0)", show=False),
        Binding("2", "place(1)", show=False),
        Binding("backspace,delete", "take_away", show=False),
        Binding("enter", "take", show=False),
    ]
    DEFAULT_CSS = """
    DrawingDialog > VerticalScroll { width: 54; padding: 0 1; }
    """

    def __init__(self) -> None:
        self.plane = _Plane()
        self._hint = TextLines(_HINT, "$quiet")
        super().__init__("Your own points", self.plane, self._hint)

    def action_move(self, across: int, down: int) -> None:
        """The cursor, one cell."""
        x, y = self.plane.cursor
        self.plane.go((x + across) % COLUMNS, (y + down) % ROWS)

    def action_place(self, label: int) -> None:
        """A point under the cursor."""
        self.plane.put(label)

    def action_take_away(self) -> None:
        """No point under the cursor."""
        self.plane.put(None)

    def action_take(self) -> None:
        """Write the points, if they are enough to learn from and to test with."""
        points = self.plane.points
        counts = [list(points.values()).count(label) for label in (0, 1)]
        if sum(counts) < _LEAST or min(counts) < 4:
            self._hint.say(f"! Place {_LEAST} points or more, four or more of each class.")
            return
        rows = [
            f"{4 * x / (COLUMNS - 1) - 2:.4f},{1.5 - 3 * y / (ROWS - 1):.4f},{label}"
            for (x, y), label in points.items()
        ]
        path = paths.home() / _FILE
        files.save(path, "\n".join(["x,y,class", *rows]) + "\n", force=True)
        self.dismiss(str(path))


class _Plane(Widget):
    """Cells with points; the cursor's is marked."""

    DEFAULT_CSS = f"""
    _Plane {{ width: {COLUMNS}; height: {ROWS}; background: $background; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self.cursor = (COLUMNS // 2, ROWS // 2)
        self.points: dict[tuple[int, int], int] = {}

    def go(self, x: int, y: int) -> None:
        """Put the cursor there."""
        self.cursor = (x, y)
        self.refresh()

    def put(self, label: int | None) -> None:
        """A point of that class under the cursor, or none."""
        self.points.pop(self.cursor, None)
        if label is not None:
            self.points[self.cursor] = label
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """The left button places class 1, another one class 2."""
        event.stop()
        self.go(min(event.x, COLUMNS - 1), min(event.y, ROWS - 1))
        self.put(0 if event.button == 1 else 1)

    def render(self) -> Content:
        lines = []
        for y in range(ROWS):
            cells: list[tuple[str, str]] = []
            for x in range(COLUMNS):
                sign, style = _SIGNS.get(self.points.get((x, y), -1), ("·", "$rule"))
                if (x, y) == self.cursor:
                    sign, style = ("+" if sign == "·" else sign), f"{style} reverse"
                cells.append((sign, style))
            lines.append(Content.assemble(*cells))
        return Content("\n").join(lines)

"""The places one can go to from Home. A screen's module is imported when it is first opened.

A new screen is a line here and a folder with its name beside this file: its ``screen.py`` holds a
``Page`` with its ``NAME`` and ``BINDINGS = bindings(NAME)``. Its key on Home, its line in ``?`` and
its command in the palette follow from this line.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Destination:
    """A screen that Home leads to."""

    name: str
    """Also the folder beside this file."""
    page: str
    """The class in it; it is made with the desk."""
    title: str
    key: str
    """Its key on Home."""
    help: str


PLACES: tuple[Destination, ...] = (
    Destination(
        "lessons", "LessonsPage", "Lessons", "r", "Read a lesson; it asks as it goes along."
    ),
    Destination(
        "browse", "BrowsePage", "Browse", "b", "Look through all cards: search, filter, read."
    ),
    Destination("lab", "LabPage", "Lab", "l", "Run the experiments: turn their knobs and watch."),
    Destination("quiz", "QuizPage", "Quiz", "z", "Take a scored test over all topics."),
    Destination("interview", "InterviewPage", "Interview", "i", "Sit a timed mock interview."),
    Destination(
        "exercises", "ExercisesPage", "Exercises", "x", "Implement it from scratch, or mend it."
    ),
    Destination(
        "plan", "PlanPage", "Plan", "p", "Set an interview's day; see what you will know on it."
    ),
    Destination(
        "stats", "StatsPage", "Stats", "s", "See how it goes: charts of what you do and recall."
    ),
    Destination(
        "cram", "CramPage", "Cram", "c", "Ask what you know least, again until right; or a drill."
    ),
    Destination(
        "imports", "ImportPage", "Import", "m", "Bring in decks: Anki, Markdown, tables, JSON."
    ),
    Destination(
        "settings", "SettingsPage", "Settings", "comma", "Choose colours, new cards a day and more."
    ),
)
"""In this order they take their place in Home's footer; what does not fit stands in ``?``."""

"""What can be true of a screen. An action names the states in which its keys work."""

from __future__ import annotations

from enum import StrEnum, auto


class State(StrEnum):
    """A screen's ``states()`` says which of these hold now."""

    # On several screens
    TYPING = auto()
    """A text field has the focus."""
    LIST = auto()
    """The keys are about a list."""
    EVIDENCE = auto()
    """There is an experiment behind the card."""
    ROW = auto()
    """The cursor is on a card."""
    WRITTEN = auto()
    """A card was written into a file, which can be taken back."""
    CARDS = auto()
    """There are cards to read."""
    PAUSED = auto()
    RUNNING = auto()
    """An experiment is running."""

    TAUGHT = auto()
    """A lesson prepares for the deck."""

    # Home
    START = auto()
    """Nothing is below this screen: leaving it ends the program."""
    AROUND = auto()
    """There is room for what stands beside the decks."""
    DECK = auto()
    """The cursor is on one deck, not on all of them."""
    FIRST_LESSON = auto()
    """Nothing was studied yet, and there is a lesson to begin with."""
    DUE = auto()
    AHEAD = auto()
    """Nothing is due; there are new cards to learn."""
    ALL_LEARNED = auto()

    # A card
    CARD = auto()
    REVEAL = auto()
    """The answer is thought, then turned up."""
    PICKING = auto()
    MARKING = auto()
    """Several options may be ticked."""
    ORDERING = auto()
    PAIRING = auto()
    """Left sides are paired with right ones."""
    TICKING = auto()
    """The key points that were said are ticked."""
    TYPED = auto()
    """The answer is typed, but the field does not have the focus."""
    BLANKS = auto()
    """One of several fields is being typed in."""
    FORMULA = auto()
    """The answer may be typed as a formula."""
    FOLDED = auto()
    """Options that were left alone, rightly, are hidden with their reasons."""
    ANSWER = auto()
    """The answer is shown."""

    # Review
    CAN_UNDO = auto()
    CAN_UNDO_TYPING = auto()
    """The same while a field takes the letters."""
    FINISHED = auto()
    EXPLAINED = auto()
    """The card was forgotten twice, and a lesson explains it."""

    # Browse
    READING = auto()
    """The keys are about the card, not about the list."""
    FILTERED = auto()
    LINKED = auto()
    """A source of the card is on the web."""

    # Quiz
    SETTLING = auto()
    """The learner says whether the answer was right."""
    WRONG = auto()
    """There are wrong answers to look at."""
    ALL_RIGHT = auto()
    CAN_GIVE = auto()
    """The wrong ones can be given to the schedule."""
    NOT_FIRST = auto()

    # Interview
    SETUP = auto()
    """The keys are about what can be set."""
    REPORTS = auto()
    """There are earlier reports."""
    ASKED = auto()
    """A question is open."""
    WRITING = auto()
    """The answer is being written, in several lines."""
    JUDGED = auto()
    CODING = auto()
    """A program is asked for."""
    CHECKING = auto()
    """The program is being checked."""
    CODED = auto()
    """The program was checked."""
    OTHERS = auto()
    """There are other reports to compare with."""
    TO_REVIEW = auto()
    """Answers were not strong."""
    FIRST = auto()
    """Their cards come first tomorrow."""
    KEPT = auto()
    """The report is a file."""

    # Lessons (also ``READING``: the keys are about the text; ``JUDGED``: a prediction is compared)
    WAITING = auto()
    """A question or an experiment waits in the text."""
    TASK = auto()
    """There is an exercise to try here."""
    UNREAD = auto()
    """The lesson was not read yet: it can be tested out of."""
    READ = auto()
    """The lesson has just been read to its end."""

    # Exercises
    BEGUN = auto()
    NEXT = auto()
    """It is passed, and there is another to go on with."""
    HINTS_LEFT = auto()
    UNSOLVED = auto()
    """The solution is not shown."""

    # The Lab: its part in use (also ``LIST``), its run (also ``RUNNING``, ``PAUSED``)
    PICTURE = auto()
    """Of Stats: the chart is a picture that can be saved."""
    KNOBS = auto()
    FINDINGS = auto()
    NUMBER = auto()
    """The knob under the cursor takes a number."""
    READY = auto()
    DONE = auto()
    FAILED = auto()
    FRAME = auto()
    """There is something to see."""
    CHANGED = auto()
    """A knob is not at its default."""
    RANDOM = auto()
    """The run depends on random numbers."""
    QUESTION = auto()
    """The experiment has an outcome to predict."""
    LAST_RUN = auto()
    """There is a run to compare with."""

    # Writing a card
    EDITING = auto()
    """Letters are the card's text."""
    ADDING = auto()
    """It is a new one."""
    SIDES = auto()
    """It makes several cards."""
    PROBLEMS = auto()

    # Import
    NO_FILE = auto()
    BROUGHT = auto()
    """A file is read and can be taken."""
    LOSSES = auto()
    """Something does not come along."""
    TABLE = auto()
    """The file is a table whose columns were guessed."""
    PACKAGE = auto()
    """The file has reviews made elsewhere."""

    # Settings
    STEPS = auto()
    """The arrows lead through values."""
    CHOSEN = auto()
    """It is not the standard value."""

    # Plan and Stats
    PLANNED = auto()
    NO_PLAN = auto()
    EMPTY = auto()
    CHARTS = auto()
    DASHBOARD = auto()
    """Several charts are seen together."""
    ENLARGED = auto()
    """One of them has the room of all."""


PICKING = (State.PICKING, State.MARKING, State.ORDERING, State.PAIRING, State.TICKING)
"""What is done on options: there the arrows move a cursor."""

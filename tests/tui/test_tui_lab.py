"""The Lab: an experiment chosen, turned, watched, predicted, and left in the middle of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import lab_demos
import pytest
from app_screen import screen_text
from textual.pilot import Pilot
from textual.widgets import Input

from actquiz.demos import child_process, registry
from actquiz.demos.demo import Param
from actquiz.engine.data import read_csv
from actquiz.tui import actions
from actquiz.tui.app import ActquizApp, run_app
from actquiz.tui.browse.screen import BrowsePage
from actquiz.tui.desk import Desk
from actquiz.tui.home.screen import HomePage
from actquiz.tui.keys.state import State
from actquiz.tui.lab.drawing_dialog import DrawingDialog
from actquiz.tui.lab.formula_dialog import FormulaDialog
from actquiz.tui.lab.screen import LabPage
from actquiz.tui.review.screen import ReviewPage

Same = Callable[[ActquizApp, str], None]
SIZES = [(40, 12), (80, 24), (160, 50)]

DECK = """
format: 1
deck: lab
title: Seen in the Lab
cards:
  - id: three-each
    front: How far do three runs of five steps count?
    back: To 15.
    evidence: {demo: counting, set: {steps: 5}}
  - id: nowhere
    front: What is behind this card?
    back: An experiment that does not exist.
    evidence: {demo: gone}
"""


@pytest.fixture(autouse=True)
def demos(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two real demonstrations and the tests' own, in the app and in its child process."""
    before = dict(registry.DEMOS)
    lab_demos.install()
    monkeypatch.setattr(child_process, "COMMAND", lab_demos.COMMAND)
    yield
    registry.DEMOS.clear()
    registry.DEMOS.update(before)
    for demo in (lab_demos.COUNTING, lab_demos.FAILING):
        sys.modules.pop(f"actquiz.demos.{demo.name}")


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ActquizApp]:
    """The app at Home, with two cards that have evidence."""
    decks = tmp_path / "decks"
    decks.mkdir()
    (decks / "lab.yaml").write_text(DECK, encoding="utf-8")
    monkeypatch.setenv("ACTQUIZ_DECKS", str(decks))
    monkeypatch.chdir(tmp_path)
    desk = Desk.open()
    yield ActquizApp(desk)
    desk.close()


def lab(app: ActquizApp) -> LabPage:
    """The Lab, wherever it is in the stack."""
    return next(screen for screen in app.screen_stack if isinstance(screen, LabPage))


def open_lab(app: ActquizApp, demo: str) -> LabPage:
    """The Lab over Home when the app starts."""
    page = LabPage(app.desk, demo)
    app.opening = page
    return page


def words(app: ActquizApp) -> str:
    """What stands on the screen, as running text without borders."""
    return " ".join(screen_text(app).replace("│", " ").split())


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    """Wait for something that happens by itself; give up after a long while."""
    for _ in range(600):
        if holds():
            await pilot.pause()
            return
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))  # type: ignore[arg-type]


async def done(pilot: Pilot[None], page: LabPage) -> None:
    """Wait for the result, and for its picture to be drawn."""
    await until(pilot, lambda: page.experiment.state in ("done", "failed"))
    view = page.board.stage.picture
    await until(pilot, lambda: not view.size or view.drawn)


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("demo", ["softmax", "gelu-approximations"])
async def test_an_experiment_from_its_question_to_its_findings(
    app: ActquizApp, same_screen: Same, demo: str, size: tuple[int, int]
) -> None:
    """The list, the picture, the knobs and the findings, at three sizes."""
    page = open_lab(app, demo)
    name = f"lab-{demo}-{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        # Where its place is in sight, what asks for no prediction runs by itself.
        if size[0] < 120 or demo == "softmax":
            same_screen(app, f"{name}-ready")
            await pilot.press("space")
        await done(pilot, page)
        same_screen(app, f"{name}-done")
        for part in () if size[0] > 120 or demo != "softmax" else ("knobs", "findings"):
            await pilot.press("tab")
            await done(pilot, page)
            same_screen(app, f"{name}-{part}")


async def test_the_whole_run_by_key(app: ActquizApp) -> None:
    """Step, go on to the end, run again with a new seed, compare both."""
    page = open_lab(app, "counting")
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.press("full_stop")
        await until(pilot, lambda: page.experiment.frame)
        assert page.experiment.state == "paused"
        await pilot.press("full_stop")
        await until(pilot, lambda: "2 counted" in screen_text(app))
        assert "2/4" in screen_text(app)
        await pilot.press("space")
        await done(pilot, page)
        assert "Counted to 12." in screen_text(app)
        assert "2.0 standard errors" in screen_text(app)
        assert "c Compare" not in screen_text(app)
        await pilot.press("n")
        await done(pilot, page)
        await pilot.press("c")
        assert "Since the last run: seed 0 → 1." in screen_text(app)
        assert "┈┈ last run" in screen_text(app)


async def test_the_last_run_is_shown_below_this_one(app: ActquizApp) -> None:
    """Its row under each row that changed, its curve dotted; another experiment ends it."""
    page = open_lab(app, "counting")
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.press("space")
        await done(pilot, page)
        page.experiment.turn("steps", 6)
        await pilot.press("r")
        await until(pilot, lambda: page.experiment.before is not None)
        await done(pilot, page)
        assert "last run" not in screen_text(app)
        await pilot.press("c")
        await done(pilot, page)
        text = words(app)
        assert "Since the last run: steps 4 → 6." in text
        assert "steps 6 last run 4" in text
        assert "● squares ┈┈ last run" in text
        await pilot.press("d", "up", "down")
        assert page.experiment.demo.name == "counting"
        assert "last run" not in screen_text(app)


async def test_nothing_tells_before_the_learner_has_committed(app: ActquizApp) -> None:
    """What to notice stands there after the run only; opening asks first what is expected."""
    page = open_lab(app, "counting")
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.pause()
        assert "It stops." not in screen_text(app)
        await pilot.press("enter")
        assert "What do you expect?" in screen_text(app)
        await pilot.press("escape")
        assert page.experiment.state == "ready"
        assert "It stops." not in screen_text(app)
        await pilot.press("space")
        await done(pilot, page)
        assert "It stops." in screen_text(app)
        await pilot.press("d", "enter")
        assert "What do you expect?" not in screen_text(app)


async def test_an_earlier_run_does_not_tell_while_a_prediction_is_made(app: ActquizApp) -> None:
    """The question stands where its picture was; left unanswered, the picture is there again."""
    page = open_lab(app, "counting")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await done(pilot, page)
        await pilot.press("p")
        assert not page.board.stage.picture.display
        assert "Counted to 12." not in screen_text(app)
        await pilot.press("escape")
        assert page.board.stage.picture.display


@pytest.mark.parametrize(("size", "runs"), [((160, 50), True), ((80, 24), False)])
async def test_what_is_only_to_be_seen_runs_by_itself(
    app: ActquizApp, size: tuple[int, int], runs: bool
) -> None:
    """Where its picture is in sight at once, else when it is opened; a prediction waits."""
    page = open_lab(app, "softmax")
    async with app.run_test(size=size) as pilot:
        await pilot.press("up")
        assert page.experiment.demo.name == "gelu-approximations"
        if not runs:
            await pilot.pause(0.5)
            assert page.experiment.state == "ready"
            await pilot.press("enter")
        await done(pilot, page)
        assert page.experiment.state == "done"
        await pilot.press("d", "down")
        await pilot.pause(0.5)
        assert page.experiment.state == "ready"


async def test_a_run_is_held_and_goes_on(app: ActquizApp) -> None:
    """Space pauses between frames; nothing more comes until it is pressed again."""
    page = open_lab(app, "counting")
    page.experiment.turn("speed", "1 a second")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await until(pilot, lambda: page.experiment.frame)
        await pilot.press("space", "f")
        assert page.experiment.values["speed"] == "full"
        held = page.experiment.frame
        await pilot.pause(1.2)
        assert page.experiment.frame is held
        assert "‖ paused" in screen_text(app)
        await pilot.press("space")
        await done(pilot, page)
        await pilot.press("r")
        await until(pilot, lambda: page.experiment.before is not None)
        await done(pilot, page)


async def test_knobs_are_turned_typed_picked_and_ticked(app: ActquizApp) -> None:
    """Every kind of knob with one hand; what is not allowed is refused; x puts all back."""
    page = open_lab(app, "counting")
    values = page.experiment.values
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "tab", "right", "right", "left")
        assert values["steps"] == 5
        await pilot.press("9", "9", "enter")
        assert "a whole number from 1 to 50" in words(app)
        await pilot.press("backspace", "enter")
        assert values["steps"] == 9
        await pilot.press("down", "right", "down", "minus", "down", "l", "l", "l", "l")
        assert (values["slow"], values["share"], values["colour"]) == (True, 0.48, "green")
        await pilot.press("enter", "3", "enter", "down", "right", "1", "3", "enter")
        assert (values["colour"], values["names"]) == ("blue", ("b", "c"))
        await pilot.press("x")
        assert not page.experiment.changed
        assert page.experiment.state == "ready"


async def test_a_turned_knob_runs_again_what_has_run(app: ActquizApp) -> None:
    """Once there is a picture, it follows the knobs."""
    page = open_lab(app, "counting")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await done(pilot, page)
        await pilot.press("tab", "right", "right")
        await until(pilot, lambda: "Counted to 18." in screen_text(app))


@pytest.mark.parametrize(("key", "said"), [("1", "✓ Right."), ("2", "✗ Not so.")])
async def test_a_prediction_is_made_first_and_scored_then(
    app: ActquizApp, key: str, said: str
) -> None:
    """It is about the defaults; nothing gives the outcome away before it is there."""
    page = open_lab(app, "counting")
    page.experiment.turn("steps", 7)
    page.experiment.turn("speed", "4 a second")
    async with app.run_test(size=(160, 50)) as pilot:
        assert said not in screen_text(app)
        await pilot.press("p", "escape")
        assert page.experiment.values["steps"] == 7
        await pilot.press("p", key, "enter")
        assert "It stops." not in screen_text(app)
        await done(pilot, page)
        assert said in screen_text(app)
        assert "It stops." in screen_text(app)
        assert page.experiment.values["steps"] == 4


async def test_an_experiment_that_fails_says_so(app: ActquizApp, same_screen: Same) -> None:
    """Its error is a message; the next experiment runs."""
    page = open_lab(app, "failing")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await done(pilot, page)
        assert "✗ failed" in screen_text(app)
        await pilot.press("tab", "tab")
        same_screen(app, "lab-failed-80x24")
        await pilot.press("d", "up", "space")
        await done(pilot, page)
        assert page.experiment.state == "done"


async def test_a_process_that_dies_is_a_message_as_well(
    app: ActquizApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever takes the experiment's process away leaves the app standing."""
    monkeypatch.setattr(child_process, "COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))
    page = open_lab(app, "counting")
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.press("space")
        await done(pilot, page)
        assert "ended unexpectedly" in screen_text(app)


async def test_leaving_stops_the_work(app: ActquizApp) -> None:
    """In the middle of a frame that takes ten minutes, Esc ends its process."""
    page = open_lab(app, "counting")
    page.experiment.turn("slow", True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await until(pilot, lambda: page.experiment.frame)
        child = page.runner._bench._child
        assert child is not None
        assert not child.ended
        await pilot.press("escape")
        assert isinstance(app.screen, HomePage)
        await until(pilot, lambda: child.ended)


async def test_another_experiment_stops_the_work_and_finds_its_picture_again(
    app: ActquizApp,
) -> None:
    """What was run stays as it was left while the Lab is open."""
    page = open_lab(app, "softmax")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await done(pilot, page)
        await pilot.press("d", "down")
        assert page.experiment.demo.name == "counting"
        await pilot.press("full_stop")
        await until(pilot, lambda: page.experiment.frame)
        await pilot.press("up")
        assert "✓ done" in screen_text(app)
        assert "✓ Softmax" in screen_text(app)
        await pilot.press("down")
        assert "○ ready" in screen_text(app)


async def test_numbers_in_place_of_the_picture(app: ActquizApp, same_screen: Same) -> None:
    """``t`` shows the figure as text, and the picture again."""
    page = open_lab(app, "counting")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t", "space")
        await done(pilot, page)
        picture = screen_text(app)
        await pilot.press("t")
        same_screen(app, "lab-numbers-80x24")
        await pilot.press("t")
        await done(pilot, page)
        assert screen_text(app) == picture


async def test_the_picture_is_saved_where_it_is_wanted(app: ActquizApp, tmp_path: Path) -> None:
    """A name that no picture can have is refused with the reason, and asked for again."""
    page = open_lab(app, "counting")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("space")
        await done(pilot, page)
        await pilot.press("w")
        assert "counting.png" in screen_text(app)
        await pilot.press(*"a.txt", "enter")
        assert "end the name in .png or .svg" in words(app)
        await pilot.press("backspace", "backspace", "backspace", *"svg", "enter")
        await until(pilot, lambda: (tmp_path / "a.svg").exists())
        await until(pilot, lambda: "Saved" in screen_text(app))
    assert '"demo": "counting"' in (tmp_path / "a.svg").read_text().replace("&quot;", '"')


async def test_from_a_card_to_its_experiment_and_back(app: ActquizApp) -> None:
    """``e`` in a review runs the card's evidence with its parameters; Esc leads back to it."""
    app.opening = app.review_page()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        before = screen_text(app)
        await pilot.press("e")
        page = lab(app)
        await done(pilot, page)
        assert page.experiment.now is not None
        assert page.experiment.now.request.params["steps"] == 5
        assert page.experiment.now.result.figures["total"] == 15
        await pilot.press("escape")
        assert isinstance(app.screen, ReviewPage)
        assert screen_text(app) == before


async def test_cards_and_experiments_lead_to_each_other(app: ActquizApp) -> None:
    """``b`` reads a related card in Browse, ``e`` there opens the Lab."""
    open_lab(app, "counting")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b", "enter")
        await pilot.pause()
        assert isinstance(app.screen, BrowsePage)
        assert "To 15." in screen_text(app)
        await pilot.press("e")
        assert isinstance(app.screen, LabPage)
        assert app.screen.experiment.values["steps"] == 5


async def test_a_card_whose_experiment_does_not_exist(app: ActquizApp) -> None:
    """The name is told to be wrong; the card stays."""
    app.opening = app.page("browse")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "e")
        await pilot.pause()
        assert "there is no demo 'gone'" in screen_text(app)
        await pilot.press("enter")
        assert isinstance(app.screen, BrowsePage)


async def test_the_mouse_chooses_turns_and_runs(app: ActquizApp) -> None:
    """A click on an experiment, on an arrow beside a value, and on the button."""
    page = open_lab(app, "softmax")

    async def click(pilot: Pilot[None], text: str, times: int = 1) -> None:
        lines = screen_text(app).splitlines()
        row = next(y for y, line in enumerate(lines) if text in line)
        await pilot.click(offset=(lines[row].index(text), row), times=times)
        await pilot.pause()

    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.pause()
        await click(pilot, "Counting")
        assert page.experiment.demo.name == "counting"
        await click(pilot, "steps")
        await click(pilot, "›")
        assert page.experiment.values["steps"] == 5
        await click(pilot, "Run it")
        await done(pilot, page)
        assert "Counted to 15." in screen_text(app)


LAB_STATES = [
    {State.READY, State.LIST, State.QUESTION, State.RANDOM, State.CARDS},
    {State.RUNNING, State.PICTURE, State.FRAME, State.CHANGED},
    {State.PAUSED, State.KNOBS, State.NUMBER, State.FRAME, State.LAST_RUN},
    {State.DONE, State.PICTURE, State.FRAME, State.LAST_RUN},
    {State.FAILED, State.FINDINGS},
]


@pytest.mark.parametrize("states", LAB_STATES, ids=lambda states: "+".join(sorted(states)))
def test_a_key_means_one_thing_at_a_time(states: set[State]) -> None:
    """In no state of the Lab do two working actions share a key; all of them are methods."""
    working = [action for action in actions.of("lab") if action.works(states)]
    keys = [key for action in working for key in action.keys]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)
    for action in actions.of("lab"):
        assert callable(getattr(LabPage, f"action_{action.id}", None)), action.id


async def test_home_and_the_palette_lead_to_the_lab(app: ActquizApp) -> None:
    """It is a place like the others, and a screen the app can open with."""
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Lab" in [command.title for command in app.get_system_commands(app.screen)]
        await pilot.press("l")
        assert isinstance(app.screen, LabPage)
        await pilot.press("q")
        assert isinstance(app.screen, HomePage)


def test_the_app_can_open_at_the_lab(app: ActquizApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """``run_app(screen="lab")``."""
    opened: list[object] = []
    monkeypatch.setattr(ActquizApp, "run", lambda self: opened.append(self.opening))
    run_app(screen="lab")
    assert isinstance(opened[0], LabPage)


async def test_the_lab_gives_the_interpreter_its_pace_back(app: ActquizApp) -> None:
    """While it is open, threads take turns faster than before and after."""
    before = sys.getswitchinterval()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "down", "tab")
        assert sys.getswitchinterval() < before
        await pilot.press("q")
        await pilot.pause()
        assert sys.getswitchinterval() == before


async def test_all_that_is_known_of_a_function_is_one_key_away(app: ActquizApp) -> None:
    """i opens the page; a formula is looked up, a mistake in it is told with its place."""
    page = open_lab(app, "softmax")
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: app.screen is page)
        await pilot.press("i")
        await until(pilot, lambda: "least value" in words(app))
        field = app.screen.query_one(Input)
        field.value = "x*sgmoid(x)"
        await pilot.press("enter")
        await until(pilot, lambda: "character 3: there is no function “sgmoid”" in words(app))
        field.value = "x*tanh(x)"
        await pilot.press("enter")
        await until(pilot, lambda: "x tanh(x)" in words(app))
        assert "even: f(−x) = f(x)" in words(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is page)


async def test_a_formula_is_typed_for_a_knob_and_run(app: ActquizApp) -> None:
    """The field marks a mistake below its character, and takes what is right."""
    knob = Param(
        "activations", "choices", ("relu",), "Functions.", options=("relu",), functions="layers"
    )
    taken: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(FormulaDialog(knob, "relu; x*sgmoid(x)"), taken.append)
        await until(pilot, lambda: "there is no function “sgmoid”" in words(app))
        lines = screen_text(app).split("\n")
        row = next(number for number, line in enumerate(lines) if "sgmoid(x)" in line)
        assert lines[row + 1].index("^") == lines[row].index("sgmoid")
        await pilot.press("enter")
        assert taken == []
        app.screen.query_one(Input).value = "relu; tanh|sin(x)"
        await until(pilot, lambda: "● relu" in words(app))
        await pilot.press("enter")
        await until(pilot, lambda: taken)
    assert taken == ["relu; tanh|sin(x)"]


async def test_points_are_drawn_by_key_and_mouse(app: ActquizApp) -> None:
    """1 and 2 place the two classes, a click too; too few are refused, enough become a file."""
    taken: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = DrawingDialog()
        app.push_screen(dialog, taken.append)
        await until(pilot, lambda: app.screen is dialog and dialog.plane.size.width)
        await pilot.press("1", "enter")
        assert taken == []
        assert "four or more of each class" in words(app)
        for _ in range(5):
            await pilot.press("right", "1", "down", "2")
        await pilot.click(dialog.plane, offset=(3, 3))
        assert dialog.plane.points[(3, 3)] == 0
        await pilot.press("backspace", "enter")
        await until(pilot, lambda: taken)
    path = taken[0]
    assert path is not None
    data = read_csv(Path(path))
    assert (len(data), data.features, data.classes) == (11, 2, 2)

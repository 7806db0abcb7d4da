"""``actquiz stats`` and the short forms of ``due``, as a person or a script calls them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from actquiz import paths
from actquiz.cli.main import run
from actquiz.memory.grade import Grade
from actquiz.memory.rows import DeckPlace
from actquiz.memory.scheduler import Scheduler
from actquiz.memory.store import Store
from actquiz.practice.statistics import charts
from actquiz.text.safe import cells

NOW = datetime.fromisoformat("2026-05-04T09:00:00+02:00")
CARDS = 30
Called = tuple[int, str, str]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Called]:
    """Run a command on thirty cards, never studied; gives exit code, stdout and stderr."""
    decks = tmp_path / "decks"
    decks.mkdir()
    rows = "".join(f"  - {{id: c{n:02}, front: 'What is {n}?', back: It.}}\n" for n in range(CARDS))
    (decks / "d.yaml").write_text(
        f"format: 1\ndeck: d\ntitle: Thirty [red] cards\ncards:\n{rows}", encoding="utf-8"
    )
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_DECKS", str(decks))
    monkeypatch.setenv("ACTQUIZ_NOW", NOW.isoformat())
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "nothing")
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> Called:
        code = run(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def studied(call: Callable[..., Called], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Called]:
    """The same after all cards were learned nine days ago and 27 of them recalled yesterday."""
    scheduler = Scheduler()
    with Store.open() as store:
        for back, grades in ((9, [4] * CARDS), (1, [3] * 27 + [1] * 3)):
            for number, grade in enumerate(grades):
                moment = NOW - timedelta(days=back) + timedelta(seconds=10 * number)
                monkeypatch.setenv("ACTQUIZ_NOW", moment.isoformat())
                store.record(
                    f"c{number:02}",
                    Grade(grade),
                    scheduler=scheduler,
                    moment=moment,
                    offset=timedelta(hours=2),
                    seen=store.memory(f"c{number:02}"),
                    place=DeckPlace("d"),
                    duration=timedelta(seconds=6),
                )
    monkeypatch.setenv("ACTQUIZ_NOW", NOW.isoformat())
    return call


def test_without_reviews_it_says_what_will_be_here(call: Callable[..., Called]) -> None:
    """The one thing to do is named."""
    code, out, err = call("stats")
    assert (code, err) == (0, "")
    assert "'actquiz study' begins" in out


def test_the_overview_begins_with_the_summary(studied: Callable[..., Called]) -> None:
    """How it stands, summary, calendar, retention; what else there is goes to stderr."""
    code, out, err = studied("stats")
    assert code == 0
    assert out.startswith("You recall 90% of what comes back, as aimed at (90%).\n")
    assert "\ntoday           no reviews\n" in out
    assert "last 30 days    60 reviews on 2 days in 6 min" in out
    assert "true retention  90% (74–97) of 30" in out
    assert out.index("How regularly do I study?") < out.index("Do I recall what comes back?")
    assert "calibration" in err
    assert "\033" not in out


@pytest.mark.parametrize("name", charts.names())
@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_every_chart_fits_its_width(
    studied: Callable[..., Called],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    columns: int,
    plain: bool,
) -> None:
    """Alone, without the summary, as a picture or as numbers."""
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, _ = studied("stats", name, *(["--plain"] if plain else []))
    assert code == 0
    assert "true retention  " not in out
    if not plain:
        assert max(cells(line) for line in out.split("\n")) <= columns


def test_all_shows_the_summary_and_every_question(studied: Callable[..., Called]) -> None:
    """Nothing is left to name."""
    code, out, err = studied("stats", "all")
    assert (code, err) == (0, "")
    assert out.count("?\n") == len(charts.names())
    assert "Thirty [red] cards" in out


def test_the_json_has_everything_whatever_was_asked(studied: Callable[..., Called]) -> None:
    """Counts, shares with their intervals, groups and days."""
    code, out, err = studied("stats", "hours", "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["retention"]["young"]["right"] == 27
    assert told["retention"]["young"]["share"] == pytest.approx(0.9)
    assert told["retention"]["mature"]["share"] is None
    assert told["calibration"] is None
    assert told["days"] == [
        {"day": "2026-04-25", "reviews": 30, "seconds": 180.0},
        {"day": "2026-05-03", "reviews": 30, "seconds": 180.0},
    ]
    assert [hour["hour"] for hour in told["hours"]] == [9]
    assert sum(group["cards"] for group in told["stability"]) == CARDS
    assert told["topics"][0]["share_known"] == pytest.approx(told["cards"]["known"] / CARDS)


def test_every_key_of_the_json_is_documented(studied: Callable[..., Called]) -> None:
    """docs/commands.md names what a script finds."""
    documents = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
    reference = documents.read_text(encoding="utf-8")
    for key in json.loads(studied("stats", "--json")[1]):
        assert f"`{key}`" in reference, key


def test_pictures_are_saved_together(studied: Callable[..., Called], tmp_path: Path) -> None:
    """One file, with what it shows inside."""
    code, _, err = studied("stats", "topics", "hours", "calendar", "--save", "mine.svg")
    assert (code, err) == (0, "saved mine.svg\n")
    picture = (tmp_path / "mine.svg").read_text(encoding="utf-8").replace("&quot;", '"')
    assert '"charts": ["topics", "hours", "calendar"]' in picture
    assert "Thirty [red] cards" in picture


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["retentoin"], "did you mean 'retention'?"),
        (["--days", "0"], "--days"),
        (["--days", "soon"], "--days"),
        (["topics", "--save", "mine.txt"], "end the name in .png or .svg"),
        (["leeches", "--save", "mine.png"], "nothing to draw"),
    ],
)
def test_bad_input_is_answered_with_what_to_do(
    studied: Callable[..., Called], arguments: list[str], said: str
) -> None:
    """One message, exit code 2, no file."""
    code, _, err = studied("stats", *arguments)
    assert code == 2
    assert said in err
    assert not list(Path().glob("mine.*"))


def test_the_short_form_is_silent_when_nothing_is_due(call: Callable[..., Called]) -> None:
    """New cards do not nag; the count is there for scripts."""
    assert call("due", "--short") == (0, "", "")
    assert call("due", "--count") == (0, "0\n", "")


def test_the_short_form_is_one_number(studied: Callable[..., Called]) -> None:
    """Reviews and learning steps together, as with ``--count``."""
    code, out, _ = studied("due", "--short")
    assert code == 0
    assert int(out) == 3
    assert studied("due", "--count")[1] == out

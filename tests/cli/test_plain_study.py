"""``actquiz study --plain``: reviews as lines of text."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from actquiz import paths
from actquiz.cli import plain_prompt
from actquiz.cli.main import run
from actquiz.memory.store import Store
from actquiz.text.safe import cells

HERE = Path(__file__).parent
MORNING = "2026-05-04T09:00:00+02:00"

Called = tuple[int, str, str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner without progress, whose only deck has one card of each kind."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_DECKS", str(HERE / "decks"))
    monkeypatch.setenv("ACTQUIZ_NOW", MORNING)
    monkeypatch.setenv("COLUMNS", "64")
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "nothing")
    return tmp_path / "home"


@pytest.fixture
def call(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Called]:
    """Run ``actquiz study`` on typed text; gives exit code, stdout and stderr."""

    def study(typed: str, *arguments: str) -> Called:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = run(["study", "--plain", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return study


def process(home: Path, now: str = MORNING, **more: str) -> "subprocess.Popen[str]":
    """The same as a program of its own."""
    environment = {
        **os.environ, "ACTQUIZ_HOME": str(home), "ACTQUIZ_DECKS": str(HERE / "decks"),
        "ACTQUIZ_NOW": now, "COLUMNS": "64", "PYTHONIOENCODING": "utf-8", **more,
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-m", "actquiz", "study", "kinds", "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        encoding="utf-8",
    )


def test_ten_cards_are_reviewed_undone_and_finished_as_the_transcripts_say(tmp_path: Path) -> None:
    """Ten cards of all kinds, quit; half an hour later undo the last, and finish the day."""
    for name, now in (("first", MORNING), ("second", "2026-05-04T09:30:00+02:00")):
        typed = (HERE / f"plain_{name}.in").read_text(encoding="utf-8")
        out, err = process(tmp_path, now).communicate(typed, timeout=60)
        expected = (HERE / f"plain_{name}.txt").read_text(encoding="utf-8")
        assert out.replace(str(HERE / "decks"), "DECKS") == expected
        assert err == ""
        assert "\x1b" not in out


def test_ctrl_c_ends_with_130_and_keeps_what_was_graded(tmp_path: Path) -> None:
    """An interrupt at the prompt loses no grade and shows no traceback."""
    program = process(tmp_path)
    assert program.stdin
    assert program.stdout
    program.stdin.write("\n3\n")
    program.stdin.flush()
    while "again in" not in program.stdout.readline():
        pass
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=30)
    assert program.returncode == 130
    assert "every grade you gave is saved" in out
    assert "Traceback" not in err
    with Store.open(tmp_path / "progress.db") as store:
        assert len(store.history("kinds-flashcard")) == 1


def test_a_dumb_terminal_in_another_encoding_still_shows_something(tmp_path: Path) -> None:
    """What the encoding lacks is said in ASCII; the review goes on."""
    out, err = process(tmp_path, PYTHONIOENCODING="ascii", TERM="dumb").communicate("\nq\n")
    assert "1/4, at x = 0." in out
    assert err == ""


def test_the_end_of_input_is_a_clean_end(call: Callable[..., Called], home: Path) -> None:
    """Without a next line the session sums up and exits 0; what was graded is kept."""
    code, out, err = call("\n4\n")
    assert (code, err) == (0, "")
    assert "1 review: 1 Easy. 9 left for today" in out
    with Store.open(home / "progress.db") as store:
        assert len(store.history("kinds-flashcard")) == 1


def test_no_line_is_wider_than_forty_columns(
    call: Callable[..., Called], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 40 columns everything the program writes fits; what was typed and paths stay whole."""
    monkeypatch.setenv("COLUMNS", "40")
    _, out, _ = call((HERE / "plain_first.in").read_text(encoding="utf-8"))
    wide = [line for line in out.splitlines() if cells(line) > 40]
    assert [line for line in wide if not line.startswith(("> ", "/"))] == []


def test_formulas_stay_on_one_line_where_asked(
    call: Callable[..., Called], monkeypatch: pytest.MonkeyPatch
) -> None:
    """ACTQUIZ_MATH=line keeps a screen reader from fractions drawn over three lines."""
    assert "╶─" in call("\n\n")[1]
    monkeypatch.setenv("ACTQUIZ_MATH", "line")
    assert "σ′(x) = e⁻ˣ/(1 + e⁻ˣ)²" in call("u\n\n\n")[1]


def test_bad_input_is_asked_again_with_what_is_allowed(call: Callable[..., Called]) -> None:
    """Nothing is graded before a valid answer is typed."""
    _, out, _ = call("nonsense\n\n5\nyes\n3\n")
    assert "Think of the answer, then press Enter." in out
    assert out.count("Type 1, 2, 3 or 4, or press Enter.") == 2
    assert "1 review: 1 Good." in out


def test_undo_takes_back_the_last_grade_and_asks_its_card_again(
    call: Callable[..., Called],
) -> None:
    """The count goes down again; with nothing left to undo it says so."""
    _, out, _ = call("u\n\n1\nu\nq\n")
    assert "There is nothing to take back." in out
    assert "Taken back: Again on " in out
    assert out.count("\nWhat is the largest slope") == 2
    assert "No reviews this time. 10 left for today" in out


def test_bury_and_suspend_leave_the_card(call: Callable[..., Called], home: Path) -> None:
    """The next card is asked at once; the store knows of both, and of the flag."""
    _, out, _ = call("b\ns\n:f\nq\n")
    assert "Buried until tomorrow." in out
    assert "Which of these are bounded?" in out
    with Store.open(home / "progress.db") as store:
        assert store.card("kinds-flashcard").buried_until is not None
        assert store.card("kinds-choice").suspended
        assert store.card("kinds-multiple").flagged


def test_evidence_waits_for_the_answer_and_then_runs(
    call: Callable[..., Called], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the answer the experiment would give it away; after it, its command is run."""
    from actquiz.cli import evidence

    ran: list[list[str]] = []
    monkeypatch.setattr(evidence, "run", ran.append)
    _, out, _ = call("e\n\ne\nq\n")
    assert "Answer first" in out
    assert "actquiz demo vanishing --set depth=5" in out
    assert ran == [["vanishing", "--set", "depth=5"]]


def test_a_card_without_an_experiment_says_so(call: Callable[..., Called]) -> None:
    """`e` on such a card is no error."""
    assert "There is no experiment behind this card." in call("\n\n2\ne\nq\n")[1]


def test_a_letter_that_could_be_an_answer_is_a_command_only_with_a_colon(
    call: Callable[..., Called],
) -> None:
    """On a statement f means false, :f flags; in a gap e is a number."""
    _, out, _ = call(":b\n:b\n:b\nf\n\ne\n:q\n")
    assert "✓ Right." in out
    assert "‹1›: e" in out
    assert "experiment" not in out.split("‹1›: e")[1]


def test_nothing_due_says_when_and_how_to_go_on(
    call: Callable[..., Called], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the day's work the empty state names the next time and a way to do more."""
    call(":s\n" * 9 + "\n4\n")
    code, out, _ = call("")
    assert code == 0
    assert out.startswith("Nothing is due. The next card is due ")
    assert "actquiz study --new 5" in out


def test_no_cards_at_all_says_where_decks_come_from(
    call: Callable[..., Called], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any deck there is a sentence, not an error."""
    monkeypatch.setenv("ACTQUIZ_DECKS", "")
    code, out, _ = call("")
    assert code == 0
    assert out.startswith("There are no cards to review here.")


def test_a_limit_ends_the_session(call: Callable[..., Called]) -> None:
    """After as many reviews as asked for it stops, with cards left."""
    _, out, _ = call("\n3\n2\n\n1 2\n\n", "--limit", "2")
    assert "Card 1 · 2 left" in out
    assert "2 reviews" in out
    assert "Card 3" not in out


def test_a_leech_is_named(
    call: Callable[..., Called], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forgetting a learned card as often as the settings say gets it called a leech."""
    home.mkdir(parents=True)
    (home / "settings.json").write_text('{"leech_threshold": 2}', encoding="utf-8")
    call("\n4\n" + "q\n")
    seen = ""
    for month in ("06", "07", "08"):
        monkeypatch.setenv("ACTQUIZ_NOW", f"2026-{month}-04T09:00:00+02:00")
        seen += call("\n1\n\n4\nq\n", "--new", "0")[1]
    assert "Leech: you have forgotten 'kinds-flashcard'" in " ".join(seen.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kindz",), "did you mean 'kinds'?"),
        (("--tag", "nothing"), "there is no tag 'nothing'"),
        (("--limit", "0"), "--help"),
        (("--new", "-1"), "--help"),
    ],
)
def test_what_does_not_exist_is_refused(
    call: Callable[..., Called], arguments: tuple[str, ...], said: str
) -> None:
    """A wrong deck, tag or number is one line on stderr, and exit code 2."""
    code, out, err = call("", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_faulty_deck_is_mentioned_and_the_others_are_reviewed(
    call: Callable[..., Called], home: Path
) -> None:
    """Problems in a deck go to stderr in one line; good cards are asked."""
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "bad.yaml").write_text("format: 1\ndeck: [", encoding="utf-8")
    code, out, err = call("q\n")
    assert code == 0
    assert "in the decks; 'actquiz check' says where" in err
    assert "Card 1 · 10 left" in out


@pytest.mark.parametrize(
    ("typed", "pairs"),
    [
        ("1b 2a 3c", (1, 0, 2)),
        ("3C,1d , 2a", (3, 0, 2)),
        ("1b2a3c", (1, 0, 2)),
        ("1b 2a", None),
        ("1b 2b 3c", None),
        ("1b 2a 2c", None),
        ("1b 2a 3e", None),
        ("1b 2a 4c", None),
        ("b a c", None),
        ("1b 2a 3c?", None),
    ],
)
def test_pairs_are_read_as_people_type_them(typed: str, pairs: tuple[int, ...] | None) -> None:
    """In any order, with or without spaces; each number once, with a letter of its own."""
    assert plain_prompt.pairs(typed, 3, "abcd") == pairs

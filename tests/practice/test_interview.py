"""A mock interview: what is asked next, the whiteboard, and the reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from review_desk import Desk

from actquiz import clock
from actquiz.errors import ActquizError
from actquiz.practice import formula_answer, interview_files, interview_report
from actquiz.practice.answer_ways import Reveal
from actquiz.practice.card_asking import ask, judge
from actquiz.practice.interview import Interview, OpenQuestion
from actquiz.practice.interview_answer import (
    Adding,
    Answering,
    AtBoard,
    Conversation,
    Further,
    Over,
    Ticking,
)
from actquiz.practice.interview_files import Earlier, RecordedAnswer
from actquiz.practice.turn import Response

MOMENT = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOPICS = ("dying", "softmax", "init", "norm")


def question(topic: str, level: str) -> str:
    """An open question with two key points."""
    return (
        f"  - id: {topic}-{level}\n    kind: open\n    level: {level}\n"
        f"    tags: [{topic}, interview]\n"
        f"    question: What about {topic}?\n    followups: [And beyond {topic}?]\n    points:\n"
        f"      - {{point: The apple of {topic}, words: [apple]}}\n"
        f"      - {{point: The pear of {topic}, words: [pear]}}\n"
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Four topics, each with a question a level, and one formula."""
    desk = Desk(tmp_path, monkeypatch)
    levels = ("screen", "core", "deep")
    desk.write("talk", (), extra="".join(question(t, level) for t in TOPICS for level in levels))
    desk.write_formulas("board", ["relu"])
    yield desk
    desk.close()


def talk_of(interview: Interview) -> Conversation:
    """The interview as a face holds it, with no report on disk."""
    return Conversation(interview, lambda: None)


def reply(interview: Interview, text: str) -> str:
    """Answer the question, a formula by leaving it out, and go on; the id that was asked."""
    assert interview.question
    asked, talk = interview.question, talk_of(interview)
    while interview.question is asked:
        match talk.step:
            case AtBoard() as step:
                talk.write(step, "")
            case Ticking() as step:
                talk.tick(step, step.found.made)
            case Further() as step:
                talk.say(step, "")
            case step:
                talk.say(step, text)
    return asked.id


def test_it_opens_easy_and_goes_deeper_on_what_was_known(desk: Desk) -> None:
    """Strong answers lead from screen to core to deep."""
    interview = Interview(desk.index(), seed=4)
    for _ in range(4):
        reply(interview, "An apple and a pear.")
    levels = [
        each.question.level
        for each in interview.exchanges
        if isinstance(each.question, OpenQuestion)
    ]
    assert levels == ["screen", "core", "deep"]
    assert [each.question.why for each in interview.exchanges[:2]] == ["opening", "deeper"]


def test_it_follows_up_on_what_was_missed_and_then_moves_on(desk: Desk) -> None:
    """A missed topic is asked about once more; missed again, another topic comes."""
    interview = Interview(desk.index(), seed=4)
    first, second = reply(interview, "Nothing."), reply(interview, "Nothing.")
    reply(interview, "")
    assert interview.question
    assert first.split("-")[0] == second.split("-")[0]
    assert interview.exchanges[1].question.why == "follow-up"
    assert interview.question.why == "another topic"


def test_every_third_question_is_for_the_whiteboard_while_there_are_formulas(desk: Desk) -> None:
    """A formula is mixed in; when none is left, open questions go on to the last."""
    interview = Interview(desk.index(), seed=1)
    while interview.question:
        reply(interview, "An apple.")
    asked = [each.question.id for each in interview.exchanges]
    assert asked[2] == "relu.formula"
    assert len(asked) == len(set(asked)) == 13


def test_the_same_seed_and_answers_give_the_same_interview(desk: Desk) -> None:
    """Two people can sit the same interview."""
    first, second = (Interview(desk.index(), seed=7) for _ in range(2))
    for _ in range(6):
        assert reply(first, "a pear") == reply(second, "a pear")


def test_when_the_time_is_over_no_further_question_is_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer that is being given still counts; the interview ends after it."""
    seconds = [100.0]
    monkeypatch.setattr(clock, "stopwatch", lambda: seconds[0])
    interview = Interview(desk.index(), minutes=5, seed=1)
    seconds[0] += 299.0
    assert interview.seconds_left() == 1.0
    seconds[0] += 60.0
    reply(interview, "An apple.")
    assert interview.question is None
    assert len(interview.exchanges) == 1
    assert isinstance(talk_of(interview).step, Over)


def test_the_learner_corrects_what_was_found(desk: Desk) -> None:
    """Ticks overrule the finding, in both directions."""
    interview = Interview(desk.index(), seed=1)
    talk = talk_of(interview)
    assert isinstance(talk.step, Answering)
    talk.say(talk.step, "an apple")
    assert isinstance(talk.step, Adding)
    talk.say(talk.step, "an apple")
    assert isinstance(talk.step, Ticking)
    assert talk.step.found.made == (0,)
    talk.tick(talk.step, [1])
    assert interview.exchanges[0].missing[0].startswith("The apple")
    assert interview.exchanges[0].share == 0.5


def test_what_was_skipped_is_no_zero(desk: Desk) -> None:
    """It is left out of the mean, and said; its card is to be reviewed all the same."""
    interview = Interview(desk.index(), seed=4)
    reply(interview, "An apple.")
    skipped = reply(interview, "")
    this = interview_report.summary(interview, MOMENT)
    assert (this.questions, this.skipped, this.share) == (2, 1, 0.5)
    assert interview_report.covered(this) == (
        "You covered 50% of the key points of the 1 question you answered; 1 was skipped."
    )
    text = interview_report.markdown(interview, MOMENT, [])
    assert "## What was skipped" in text
    assert f"`{skipped}` · skipped" in text
    assert f"- `{skipped}`" in text.split("## Cards to review")[1]
    interview_files.save(text, MOMENT)
    assert replace(interview_files.earlier()[0], path=None) == this


def test_an_interview_of_which_all_was_skipped_says_so(desk: Desk) -> None:
    """There is no share of nothing."""
    interview = Interview(desk.index(), seed=4)
    reply(interview, "")
    this = interview_report.summary(interview, MOMENT)
    assert interview_report.covered(this) == "None of 1 question was answered."


def test_the_report_says_strong_missing_and_what_to_review(desk: Desk) -> None:
    """Each part of the report names its questions, points and cards."""
    interview = Interview(desk.index(), seed=4)
    reply(interview, "An apple and a pear.")
    missed = reply(interview, "# An apple")
    text = interview_report.markdown(interview, MOMENT, [])
    strong, rest = text.split("## What was missing")
    assert "## What was strong\n\n- What about" in strong
    assert "  - The pear of" in rest
    assert f"- `{missed}`" in rest.split("## Cards to review")[1]
    assert "    # An apple" in rest
    assert "You covered 75% of the key points." in text
    assert "Compared" not in text


def test_reports_are_kept_and_compared(desk: Desk) -> None:
    """Two reports of one minute are two files; other files in the folder are left alone."""
    interview = Interview(desk.index(), seed=4)
    reply(interview, "An apple and a pear.")
    first = interview_files.save(interview_report.markdown(interview, MOMENT, []), MOMENT)
    (first.parent / "notes.md").write_text("my own", encoding="utf-8")
    (first.parent / "broken.md").write_bytes(b"<!-- actquiz interview {\xff")
    before = interview_files.earlier()
    assert before == [replace(interview_report.summary(interview, MOMENT), path=first)]
    text = interview_report.markdown(interview, MOMENT, before)
    assert text.count("| 1 | 100% | screen |") == 2
    second = interview_files.save(text, MOMENT)
    assert first != second
    assert len(interview_files.earlier()) == 2


def test_a_folder_that_cannot_be_written_is_named(desk: Desk) -> None:
    """A file in the folder's place is an error that says where."""
    interview_files.folder().parent.mkdir(parents=True, exist_ok=True)
    interview_files.folder().write_text("in the way", encoding="utf-8")
    with pytest.raises(ActquizError, match="cannot be written"):
        interview_files.save("text", MOMENT)


def test_no_open_questions_is_an_error_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interview needs open questions."""
    desk = Desk(tmp_path, monkeypatch)
    desk.write("plain", ["one"])
    with pytest.raises(ActquizError, match="no deck has open questions"):
        Interview(desk.index())
    desk.close()


def test_a_formula_is_judged_by_value_and_both_curves_are_shown(desk: Desk) -> None:
    """An equal formula is right; a wrong one names the x, and its picture has two lines."""
    entry = desk.index().entry("relu.formula")
    assert formula_answer.is_asked_for(entry.card)
    assert formula_answer.judge(entry.card, "(x + |x|)/2").right
    near = formula_answer.judge(entry.card, "1.00001*max(0, x)").headline
    given, asked = near.partition("yours ")[2].rstrip(".").split(", asked ")
    assert given != asked
    wrong = formula_answer.judge(entry.card, "max(0.1*x, x)")
    assert wrong.headline.startswith("Wrong. Largest gap at x = \N{MINUS SIGN}7.9")
    marks = formula_answer.figure(wrong).panels[0].marks
    assert [mark.name for mark in marks] == ["asked for", "yours"]
    assert "has no value" in formula_answer.judge(entry.card, "sqrt(x)^2").headline


@pytest.mark.parametrize("typed", ["relu(x)", "ReLU(x)", "slope(relu, x)*x", r"f'(x)", "", "?"])
def test_the_name_of_what_is_asked_for_is_no_formula(desk: Desk, typed: str) -> None:
    """It has to be written out; nonsense is refused as well."""
    with pytest.raises(ActquizError):
        formula_answer.judge(desk.index().entry("relu.formula").card, typed)


def test_a_card_without_a_formula_is_not_for_the_whiteboard(desk: Desk) -> None:
    """A range or a name is asked elsewhere."""
    assert not formula_answer.is_asked_for(desk.index().entry("relu.range").card)
    assert not formula_answer.is_asked_for(desk.index().entry("dying-core").card)


@pytest.mark.parametrize(
    ("typed", "right"),
    [("(x + |x|)/2", True), ("0.5*x", False), ("the positive part", None), ("", None)],
)
def test_a_formula_typed_in_place_of_turning_the_card_over_is_judged(
    desk: Desk, typed: str, right: bool | None
) -> None:
    """Words instead of a formula, or nothing, leave the judgement to the learner."""
    turn = ask(desk.index().entry("relu.formula"), 1)
    verdict = judge(turn, Response(texts=(typed,)))
    assert (turn.way, verdict.right) == (Reveal(), right)
    assert verdict.headline.startswith(
        {True: "Right", False: "Wrong. Largest gap at x =", None: ""}[right]
    )


def test_the_clock_can_be_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause takes no time; a second press of either changes nothing."""
    seconds = [100.0]
    monkeypatch.setattr(clock, "stopwatch", lambda: seconds[0])
    interview = Interview(desk.index(), minutes=5, seed=1)
    seconds[0] += 60
    interview.pause()
    seconds[0] += 1000
    interview.pause()
    assert interview.paused
    assert interview.seconds_left() == 240
    interview.resume()
    interview.resume()
    seconds[0] += 40
    assert interview.seconds_left() == 200


def test_two_interviews_are_compared_by_level_and_card() -> None:
    """What was asked in only one of them has no change."""
    first = Earlier(
        "a", 2, 0.5, "", (RecordedAnswer("x", "screen", 0.2), RecordedAnswer("y", "core", 0.8))
    )
    then = Earlier(
        "b", 2, 0.9, "", (RecordedAnswer("x", "screen", 1.0), RecordedAnswer("z", "deep", 0.8))
    )
    found = interview_files.compare(first, then, ("screen", "core", "deep"))
    assert found.whole == (0.5, 0.9)
    assert found.levels == (("screen", 0.2, 1.0), ("core", 0.8, None), ("deep", None, 0.8))
    assert found.again == (("x", 0.2, 1.0),)

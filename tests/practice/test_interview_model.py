"""The model of the interview: what is asked, by role, topics and levels; days that differ."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from review_desk import Desk, give

from actquiz import paths
from actquiz.bank.cards import KeyPoint, Open
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.memory.settings import Settings
from actquiz.practice.agenda import load_agenda
from actquiz.practice.interview_model import (
    AskableCards,
    interview_of,
    load_model,
    weigh,
    write_own_model,
)
from actquiz.practice.plan import make_plan
from actquiz.practice.plan_days import minutes_ahead, minutes_on, parse_days

CARDS = AskableCards(
    ids=["why-open", "idea", "sigmoid.formula", "sum", "other"],
    kinds=["open", "choice", "flashcard", "numeric", "truth"],
    levels=["core", "core", "core", "core", "deep"],
    topics=[{"depth"}, {"depth"}, {"sigmoid"}, {"counts"}, {"mobile"}],
)
OPENS = {
    "why-open": Open(
        id="why-open",
        question="Why?",
        points=(KeyPoint(point="This"), KeyPoint(point="That", cards=("idea", "sigmoid"))),
    )
}
GOAL = Settings(interview_date="2026-03-12", plan_minutes=10)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A deck with an open question and forty short ones."""
    desk = Desk(tmp_path, monkeypatch)
    open_card = (
        "  - id: why\n    kind: open\n    question: Why?\n    points:\n"
        "      - {point: One, ideas: [[one]], cards: [card-00]}\n"
        "      - {point: Two, ideas: [[two]]}\n"
        "    answer: One. Two.\n"
    )
    desk.write("deck", [f"card-{n:02}" for n in range(40)], extra=open_card)
    yield desk
    desk.close()


def test_shares_go_to_kinds_and_levels_and_sum_to_one() -> None:
    """What no card asks goes to the rest; with programs it is the whole interview."""
    found = interview_of(CARDS, OPENS, weigh(load_model(), Settings()))
    assert found.ask.sum() + found.code == pytest.approx(1)
    assert found.ask[0] > found.ask[1] > 0
    assert found.shares.sum() == pytest.approx(found.ask[0])


def test_a_card_about_an_idea_raises_the_chance_of_its_point() -> None:
    """It carries the point it is named under, a formula with any of its cards, and no other."""
    found = interview_of(CARDS, OPENS, weigh(load_model(), Settings()))
    with_idea = found.made(np.array([0.0, 1.0, 0.0, 0.0, 0.0]))
    with_formula = found.made(np.array([0.0, 0.0, 1.0, 0.0, 0.0]))
    assert with_idea[0] == with_formula[0] == 0
    assert 0 < with_idea[1] < with_formula[1] < 1


def test_topics_and_levels_weigh_the_cards() -> None:
    """A topic named is asked more often; a level that is not asked is worth nothing."""
    usual = interview_of(CARDS, OPENS, weigh(load_model(), Settings()))
    levels = Settings(plan_levels="core")
    assert interview_of(CARDS, OPENS, weigh(load_model(), levels)).ask[4] == 0
    cards = replace(CARDS, levels=["core"] * 5, topics=[set(), {"depth"}, set(), set(), {"mobile"}])
    mobile = weigh(load_model(), Settings(plan_topics="mobile"))
    found = interview_of(cards, OPENS, mobile)
    assert found.ask[4] == pytest.approx(4 * found.ask[1])
    assert usual.ask[4] > 0


def test_every_role_of_the_model_can_be_weighed() -> None:
    """Each has shares of its own; one that does not exist names those that do."""
    model = load_model()
    for role in (*model.roles, "everything"):
        found = interview_of(CARDS, OPENS, weigh(model, Settings(plan_role=role)))
        assert 0 < found.score(np.ones(5)) <= 1
    with pytest.raises(ActquizError, match="no role 'reserch'") as raised:
        weigh(model, Settings(plan_role="reserch"))
    assert "research" in raised.value.fix


def test_the_learners_own_model_is_read_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy is written once and may be changed; what is wrong in it is named with its line."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path))
    path = write_own_model()
    text = path.read_text(encoding="utf-8").replace("idea: 0.5", "idea: 0.25")
    path.write_text(text, encoding="utf-8")
    assert load_model().idea == 0.25
    assert write_own_model() == path
    assert load_model().idea == 0.25
    path.write_text(text.replace("questions: 8", "questions: many"), encoding="utf-8")
    with pytest.raises(ActquizError, match="questions") as raised:
        load_model()
    where = raised.value.problem.where
    assert where is not None
    assert where.path == path
    assert "questions" in path.read_text(encoding="utf-8").splitlines()[where.line - 1]


def test_a_short_plan_does_not_leave_out_the_open_questions(desk: Desk) -> None:
    """Where time is short the open question is met, though it takes as long as four short ones."""
    settings = replace(GOAL, interview_date="2026-03-05", plan_minutes=2)
    plan = make_plan(desk.store(), desk.index().path, settings, outlooks=False)
    unmet = {share.name: share.unmet for share in plan.kinds}
    assert unmet["open"] == 0
    assert unmet["short"] > 10


def test_the_plan_says_the_score_with_its_range(desk: Desk) -> None:
    """The score lies in its range, is kept for Home, and rises with minutes, falls with days."""
    plan = make_plan(desk.store(), desk.index().path, GOAL)
    first, *more = plan.outlooks
    assert 0 < first.forecast.low <= first.forecast.score <= first.forecast.high <= 1
    assert all(one.forecast.score >= first.forecast.score for one in more)
    assert all(one.forecast.score <= first.forecast.score + 0.02 for one in plan.sooner)
    kept = load_agenda(GOAL, plan.day)
    assert kept is not None
    assert (kept.score, kept.low, kept.high) == tuple(first.forecast)


def test_another_choice_makes_another_plan(desk: Desk) -> None:
    """Role, topics, levels and days belong to what a plan was made for."""
    make_plan(desk.store(), desk.index().path, GOAL, outlooks=False)
    today = date(2026, 3, 2)
    assert load_agenda(GOAL, today) is not None
    for change in ({"plan_role": "screen"}, {"plan_days": "sun=0"}, {"plan_levels": "core"}):
        assert load_agenda(replace(GOAL, **change), today) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [("mon", "says no minutes"), ("may=3", "is no day"), ("tue=700", "says no minutes")],
)
def test_days_that_are_none_are_refused(text: str, words: str) -> None:
    """The message says which, and how days are written."""
    with pytest.raises(ActquizError, match=words) as raised:
        parse_days(text)
    assert "mon=10" in raised.value.fix


def test_days_have_the_minutes_that_were_said() -> None:
    """A date wins over its weekday, off is nothing, easy is half, others are as usual."""
    days = parse_days("Mon=10, sunday=off, fri=easy, 2026-03-09=45")
    week = [date(2026, 3, 2) + timedelta(days=ahead) for ahead in range(8)]
    assert [minutes_on(day, 20, days) for day in week] == [10, 20, 20, 20, 10, 20, 0, 45]


def test_a_plan_with_nothing_but_days_off_is_refused() -> None:
    """It says so, in place of planning nothing."""
    settings = replace(GOAL, plan_days=",".join(f"{day}=0" for day in
                       ("mon", "tue", "wed", "thu", "fri", "sat", "sun")))  # fmt: skip
    with pytest.raises(ActquizError, match="every day"):
        minutes_ahead(settings, date(2026, 3, 2), date(2026, 3, 12))


def test_nothing_is_asked_on_a_day_off(desk: Desk) -> None:
    """Today off: the session asks nothing; tomorrow it goes on."""
    settings = replace(GOAL, plan_days="mon=off")
    plan = make_plan(desk.store(), desk.index().path, settings, outlooks=False)
    assert plan.load[0] == (date(2026, 3, 2), 0)
    assert plan.load[1][1] > 0
    assert desk.today(settings).new == 0
    desk.next_day()
    assert desk.today(settings).new > 0


def test_missed_days_are_named_and_planned_around(desk: Desk) -> None:
    """A day without a review is named once the plan is made again; one with reviews is not."""
    make_plan(desk.store(), desk.index().path, GOAL, outlooks=False)
    session = desk.session(settings=GOAL)
    give(session, Grade.GOOD)
    for _ in range(3):
        desk.next_day()
    plan = make_plan(desk.store(), desk.index().path, GOAL, outlooks=False)
    assert plan.missed == (date(2026, 3, 3), date(2026, 3, 4))
    assert plan.agenda.on(plan.day)[1] > 0


def test_an_agenda_of_an_earlier_form_is_made_anew(desk: Desk) -> None:
    """A file that another version wrote is no error: the plan is made again."""
    make_plan(desk.store(), desk.index().path, GOAL, outlooks=False)
    told = json.loads(paths.plan_file().read_text(encoding="utf-8"))
    paths.plan_file().write_text(json.dumps({**told, "format": 1}), encoding="utf-8")
    assert load_agenda(GOAL, date(2026, 3, 2)) is None
    desk.session(settings=GOAL)
    assert load_agenda(GOAL, date(2026, 3, 2)) is not None


def test_cards_named_under_a_point_must_exist(desk: Desk, tmp_path: Path) -> None:
    """A point that names no card, or one twice, is named with its line."""
    from actquiz.cli.main import run

    deck = tmp_path / "points.yaml"
    deck.write_text(
        "format: 1\ndeck: points\ntitle: Points\ncards:\n"
        "  - {id: it, front: What?, back: It.}\n"
        "  - id: why\n    kind: open\n    question: Why?\n    points:\n"
        "      - {point: One, ideas: [[one]], cards: [it, itt]}\n"
        "      - {point: Two, ideas: [[two]], cards: [it, it]}\n"
        "    answer: One. Two.\n",
        encoding="utf-8",
    )
    import contextlib
    import io

    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        run(["check", str(deck)])
    text = said.getvalue()
    assert "points.yaml:10" in text
    assert "names the card `itt`" in text
    assert "points.yaml:11" in text


def test_a_planned_interview_asks_what_is_known_least(desk: Desk) -> None:
    """Without a plan or a role all questions are alike; with one, by the model and by recall."""
    from actquiz.practice.interview_choice import likely

    index, store = desk.index(), desk.store()
    assert likely(store, index, Settings()) == {}
    found = likely(store, index, GOAL)
    assert found["why"] > 0
    session = desk.session(settings=Settings(), new=50)
    while session.turn is not None:
        give(session, Grade.EASY)
    known = likely(desk.store(), desk.index(), GOAL)
    assert known["why"] < 0.5 * found["why"]
    with pytest.raises(ActquizError, match="no role"):
        likely(store, index, Settings(), "astronaut")


def test_likely_questions_are_asked_more_often(tmp_path: Path, desk: Desk) -> None:
    """Over many seeds the question of the larger weight opens the interview far more often."""
    from actquiz.practice.interview import Interview

    opens = "".join(
        f"  - id: open-{n}\n    kind: open\n    question: Why {n}?\n    points:\n"
        "      - {point: One, ideas: [[one]]}\n      - {point: Two, ideas: [[two]]}\n"
        "    answer: One. Two.\n"
        for n in range(3)
    )
    desk.write("opens", (), extra=opens)
    index = desk.index()
    weights = {"open-0": 8.0, "open-1": 1.0, "open-2": 1.0, "why": 0.0}
    first = []
    for seed in range(60):
        question = Interview(index, seed=seed, likely=weights).question
        assert question is not None
        first.append(question.id)
    assert first.count("open-0") > 35
    assert "why" not in first


def test_the_score_stands_beside_the_forecast() -> None:
    """Its range comes from how the answers differ; what was missing is said back as a sentence."""
    from types import SimpleNamespace
    from typing import Any

    from actquiz.practice.interview_score import say_better, score_words

    def answered(share: float, *missing: str) -> Any:
        question = SimpleNamespace(text="Why?")
        return SimpleNamespace(share=share, skipped=False, missing=missing, question=question)

    given = [answered(1.0), answered(0.25, "It saturates"), answered(0.5, "It is cheap")]
    words = score_words(given, None)
    assert words.startswith("Score: 58%, give or take 28%")
    agenda: Any = SimpleNamespace(score=0.6, low=0.4, high=0.8)
    assert "the plan expects 60% (40% to 80%)" in score_words(given, agenda)
    assert score_words([], agenda) == ""
    assert [line.splitlines()[1].strip() for line in say_better(given)] == [
        "- “It saturates”", "- “It is cheap”"]  # fmt: skip

"""``actquiz plan``: the way to an interview, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actquiz import clock
from actquiz.cli import diagnostics, output
from actquiz.cli.indexing import open_index
from actquiz.errors import ActquizError

if TYPE_CHECKING:
    from actquiz.bank.index import Index
    from actquiz.memory.settings import Settings
    from actquiz.practice.plan import KnownShare, Plan
    from actquiz.practice.today import Today


@click.command()
@click.option(
    "--date",
    "goal",
    metavar="DATE",
    help="The interview's day: 10d, 8 dec, next friday, 2026-12-08.",
)
@click.option("--minutes", type=int, help="Minutes a day until then.")
@click.option(
    "--days",
    "other_days",
    metavar="DAYS",
    help="Days with other minutes: mon=10,sat=60,sun=off,fri=easy,2027-01-04=0.",
)
@click.option("--role", metavar="ROLE", help="What the interview is for; 'any' takes it back.")
@click.option("--topics", metavar="T,…", help="Tags or decks it is about above all, or 'any'.")
@click.option("--levels", metavar="L,…", help="Levels asked: screen, core, deep, or 'any'.")
@click.option("--model", is_flag=True, help="Write your own copy of the interview's model.")
@click.option("--off", is_flag=True, help="Forget the interview; study as usual.")
@click.option("--save", type=click.Path(path_type=Path), help="Save the figure: .png or .svg.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@click.option("--plain", is_flag=True, help="Numbers instead of a picture.")
def command(
    goal: str | None,
    minutes: int | None,
    other_days: str | None,
    role: str | None,
    topics: str | None,
    levels: str | None,
    model: bool,
    off: bool,
    save: Path | None,
    as_json: bool,
    plain: bool,
) -> int:
    """Plan reviews and new cards for the best score on the day of an interview.

    What you choose is kept; without options the plan is made again and shown. Until that day
    reviews follow it.
    """
    from actquiz.memory.settings import load_settings, save_settings
    from actquiz.memory.store import Store
    from actquiz.practice.plan import make_plan
    from actquiz.practice.today import today

    settings = load_settings()
    if model:
        _write_model()
        return 0
    if off:
        if goal or minutes or save or other_days or role or topics or levels:
            raise click.UsageError("--off goes with no other choice")
        _forget(settings, as_json=as_json)
        return 0
    settings = _weighed(_chosen(settings, goal, minutes), other_days, role, topics, levels)
    if save is not None:
        from actquiz.plots import image

        image.check(save)
    with open_index(quiet=True) as index, Store.open() as store:
        _check_topics(settings, index)
        plan = make_plan(store, index.path, settings)
        counts = today(store, index.path, settings, days=1)
    save_settings(settings)
    if as_json:
        output.as_json(_told(plan, counts))
    else:
        _print(plan, counts, {deck.id: deck.title for deck in counts.decks}, plain=plain)
    if save is not None:
        _save(plan, save)
    return 0


def _chosen(settings: Settings, goal: str | None, minutes: int | None) -> Settings:
    """The settings with what was asked for; an ``ActquizError`` for what cannot be planned for."""
    from actquiz.practice.agenda import interview_day
    from actquiz.practice.plan import check_date
    from actquiz.text.dates import FORMS, read_day

    today = clock.study_day(clock.now())
    if minutes is not None and not 1 <= minutes <= 600:
        raise ActquizError(f"{minutes} minutes a day cannot be planned", fix="choose 1 to 600")
    if goal is not None:
        settings = replace(settings, interview_date=read_day(goal, today).isoformat())
    if minutes is not None:
        settings = replace(settings, plan_minutes=minutes)
    day = interview_day(settings)
    if day is None:
        raise ActquizError(
            "no interview is planned for",
            fix=f"'actquiz plan --date 10d --minutes 20'; the day as {FORMS}",
        )
    check_date(day, today)
    return settings


def _weighed(
    settings: Settings,
    days: str | None,
    role: str | None,
    topics: str | None,
    levels: str | None,
) -> Settings:
    """The settings with what the interview is about; an ``ActquizError`` for what there is not."""
    from actquiz.practice.interview_model import load_model, weigh, words
    from actquiz.practice.plan_days import parse_days

    def kept(said: str | None, before: str) -> str:
        return before if said is None else "" if said.strip() == "any" else ", ".join(words(said))

    settings = replace(
        settings,
        plan_days=kept(days, settings.plan_days),
        plan_role=kept(role, settings.plan_role),
        plan_topics=kept(topics, settings.plan_topics),
        plan_levels=kept(levels, settings.plan_levels),
    )
    parse_days(settings.plan_days)
    weigh(load_model(), settings)
    return settings


def _check_topics(settings: Settings, index: Index) -> None:
    """Refuse a topic that is neither a tag nor a deck."""
    from actquiz.practice.choosing import topics_of
    from actquiz.practice.interview_model import words
    from actquiz.practice.review import refuse_unknown

    if topics := words(settings.plan_topics):
        refuse_unknown("topic", topics, topics_of(index))


def _write_model() -> None:
    from actquiz.practice.interview_model import load_model, write_own_model

    path = write_own_model()
    load_model()
    output.text(str(path))
    diagnostics.note("change what you know better; 'actquiz plan' reads it")


def _forget(settings: Settings, *, as_json: bool) -> None:
    from actquiz import paths
    from actquiz.memory.settings import save_settings

    save_settings(replace(settings, interview_date=""))
    paths.plan_file().unlink(missing_ok=True)
    if as_json:
        output.as_json({"date": None})
    elif settings.interview_date:
        output.text("The plan is off; reviews come as they are due.")
    else:
        output.text("No interview was planned for.")


def _print(plan: Plan, counts: Today, titles: Mapping[str, str], *, plain: bool) -> None:
    from actquiz.cli import picture
    from actquiz.plots.spans import wrap
    from actquiz.practice import plan_report
    from actquiz.practice.plan_figure import course_figure

    width = min(output.width(), 100)
    left = [(counts.due, "to review"), (counts.new, "new"), (counts.learning, "in learning")]
    words = ", ".join(f"{count} {what}" for count, what in left if count)
    for paragraph in (*plan_report.summary(plan), f"Left for today: {words or 'nothing'}."):
        for line in wrap(paragraph, width):
            output.text(line)
    output.text()
    picture.show(course_figure(plan), plain=plain)
    tables = (
        plan_report.kinds(plan, width),
        plan_report.levels(plan, width),
        plan_report.topics(plan, titles, width),
    )
    for lines in tables:
        output.text()
        for line in lines:
            output.text(line)
    for paragraph in (plan_report.load(plan), plan_report.unmet(plan, titles)):
        output.text()
        for line in wrap(paragraph, width):
            output.text(line)


def _told(plan: Plan, counts: Today) -> dict[str, object]:
    return {
        "date": plan.agenda.goal.isoformat(),
        "days": plan.days,
        "minutes": plan.agenda.minutes,
        "cards": plan.cards,
        "now": plan.now,
        "then": plan.then,
        "without_study": plan.resting,
        "unmet": plan.unmet,
        "score": {
            **plan.forecast._asdict(),
            "now": plan.score_now,
            "without_study": plan.score_resting,
        },
        "role": plan.role or None,
        "more": {str(one.minutes): one.then for one in plan.outlooks[1:]},
        "more_scores": {str(one.minutes): one.forecast._asdict() for one in plan.outlooks[1:]},
        "sooner": {str(one.days): one.forecast._asdict() for one in plan.sooner},
        "load": {str(day): minutes for day, minutes in plan.load},
        "missed": [str(day) for day in plan.missed],
        "kinds": {share.name: _share(share) for share in plan.kinds},
        "course": [list(point) for point in plan.outlooks[0].course],
        "levels": {share.name: _share(share) for share in plan.levels},
        "topics": {share.name: _share(share) for share in plan.decks},
        "today": {"due": counts.due, "new": counts.new, "learning": counts.learning},
        "lessons": [
            {"lesson": stop.lesson.id, "day": day, "minutes": round(stop.minutes, 1)}
            for stop, day in plan.reading.lessons
        ],
        "first": [card for card, _ in plan.agenda.days[0][:20]],
    }


def _share(share: KnownShare) -> dict[str, object]:
    return {"cards": share.cards, "now": share.now, "then": share.then, "unmet": share.unmet}


def _save(plan: Plan, path: Path) -> None:
    from actquiz.plots import image
    from actquiz.practice.plan_figure import course_figure

    told = {"date": plan.agenda.goal.isoformat(), "minutes": plan.agenda.minutes}
    image.save(course_figure(plan), path, told)
    diagnostics.note(f"saved {path}")

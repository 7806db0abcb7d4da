"""Writing a card: its text, what is wrong with it, and the card as it will look, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Key
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import TextArea
from textual.worker import get_current_worker

from actquiz.bank.card_templates import TEMPLATES
from actquiz.bank.studied_card import Entry
from actquiz.errors import ActquizError
from actquiz.tui.actions import bindings
from actquiz.tui.author import kept_draft
from actquiz.tui.author.draft import Draft
from actquiz.tui.author.problems import ProblemList
from actquiz.tui.card.preview import CardPreview
from actquiz.tui.desk import Desk
from actquiz.tui.dialog import Picker, TextDialog, TextLines
from actquiz.tui.keys.state import State
from actquiz.tui.page import Page
from actquiz.tui.widgets.column import Scroll
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.proofs.draft import Checked

_PAUSE = 0.15
"""Seconds without a key after which the card is looked at."""
_ASKING = ("front:", "question:", "statement:", "text:", "function:")
"""The field of a template that asks."""
_HINT = "The card stands here as it will look, as soon as it has a question and an answer."
_NEW_DECK = "\n"
"""In the list of decks: begin one."""


class _CardText(TextArea):
    """Tab indents, and Esc leaves the page and not the field."""

    async def _on_key(self, event: Key) -> None:
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            await self.screen.run_action("close")
        else:
            await super()._on_key(event)


class AuthorPage(Page):
    """One card: a new one for a deck of the learner's own, or one that is there, in its file."""

    NAME = "author"
    TITLE = "Card"
    BINDINGS: ClassVar[list[BindingType]] = bindings(NAME)
    DEFAULT_CSS = """
    AuthorPage #author { height: 1fr; layout: vertical; }
    AuthorPage #writing { height: 3fr; }
    AuthorPage TextArea { height: 1fr; border: none; padding: 0 1; margin: 1 1 0 1; }
    AuthorPage ProblemList { height: auto; max-height: 5; margin: 0 2; }
    AuthorPage #look { height: 2fr; padding: 0 2; border-top: solid $rule; }
    AuthorPage.-wide #author { layout: horizontal; }
    AuthorPage.-wide #writing { width: 1fr; height: 100%; }
    AuthorPage.-wide ProblemList { max-height: 12; margin: 1 2; }
    AuthorPage.-wide #look { width: 1fr; height: 100%; padding: 1 3; border-top: none;
        border-left: solid $rule; }
    AuthorPage.-short TextArea { margin: 0; }
    AuthorPage.-short ProblemList { max-height: 2; margin: 0 1; }
    AuthorPage.-short #look { display: none; padding: 0 1; border-top: none; height: 1fr; }
    AuthorPage.-looking #look { display: block; height: 1fr; border: none; }
    AuthorPage.-looking #writing { display: none; }
    """

    def __init__(self, desk: Desk, entry: Entry | None = None, deck: str = "") -> None:
        """``entry``: the card to edit; else one is added, to the deck of that id if it is the
        learner's, or to one that is. Raises ActquizError if the card cannot be taken out of its
        file.
        """
        super().__init__(desk)
        self.draft = Draft(desk.index, entry, deck)
        self.checked: Checked | None = None
        self.side = 0
        self.changed = False
        self._pause: Timer | None = None
        self.text = _CardText(
            self.draft.was,
            soft_wrap=True,
            tab_behavior="indent",
            show_line_numbers=True,
            compact=True,
        )
        self.text.indent_width = 2
        self.problems = ProblemList()
        self.preview = CardPreview()
        self.hint = TextLines(_HINT, "$quiet")

    def body(self) -> Iterable[Widget]:
        self.scroll = Scroll(self.hint, self.preview, id="look")
        self.scroll.can_focus = False
        self.preview.display = False
        yield Container(Vertical(self.text, self.problems, id="writing"), self.scroll, id="author")

    async def on_mount(self) -> None:
        self._name_it()
        self.text.focus()
        if not self.draft.card_id:
            self._ask()
        self._look()
        if draft := kept_draft.left(self.draft.card_id):
            self._offer(draft)

    def _name_it(self) -> None:
        """The title: what is written, and where it goes."""
        target = self.draft.target
        title = f"Edit {self.draft.card_id}" if self.draft.card_id else "New card"
        into = f"into {target.title}" if target.exists else f"new deck: {target.title}"
        if self.draft.card_id:
            came = ", which came with the program" if self.draft.is_shipped else ""
            into = f"in {target.title}{came}"
        self.title_bar.show(Content.styled(into, "$quiet"), title=title)

    def _offer(self, draft: str) -> None:
        """Something was being written when the program ended."""
        choices = [("on", "Go on with it"), ("anew", "Throw it away")]
        question = "This card was being written when the program ended."

        def picked(choice: str | None) -> None:
            if choice == "on":
                self.text.load_text(draft)
            elif choice == "anew":
                kept_draft.forget()

        self.app.push_screen(Picker("Draft", choices, question=question), picked)

    # looking at it while it is written

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.changed = self.text.text != self.draft.was
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._look)

    def _look(self) -> None:
        self._check(self.text.text, self.changed)

    @work(thread=True, exclusive=True, group="check")
    def _check(self, text: str, keep: bool) -> None:
        worker = get_current_worker()
        checked = self.draft.check(text)
        if keep:
            kept_draft.keep(self.draft.card_id, text)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._arrived, checked)

    def _arrived(self, checked: Checked) -> None:
        self.checked = checked
        self._show_card()
        said = "✓ Nothing is wrong with it."
        if checked.has_experiments:
            said = "✓ Nothing is wrong with it; saving runs its experiments."
        untouched = not self.draft.card_id and not self.changed
        self.problems.show(() if untouched else checked.problems, "" if untouched else said)
        self.refresh_keys()

    def _show_card(self) -> None:
        """The card as it will look; while it cannot be read, as it last could."""
        entries = self.checked.entries if self.checked else []
        if entries:
            self.side = min(self.side, len(entries) - 1)
            several = (f"card {self.side + 1} of {len(entries)}",) if len(entries) > 1 else ()
            self.preview.show(entries[self.side], *several)
            self.preview.display, self.hint.display = True, False

    def states(self) -> set[State]:
        states = {State.EDITING, State.TYPING}
        if self.has_class("-looking"):
            states = {State.EDITING}
        if not self.draft.card_id:
            states.add(State.ADDING)
        if self.checked is not None and len(self.checked.entries) > 1:
            states.add(State.SIDES)
        if self.problems.problems:
            states.add(State.PROBLEMS)
        return states

    # what can be done

    def action_show(self) -> None:
        looking = not self.has_class("-looking")
        self.set_class(looking, "-looking")
        self.set_focus(None if looking else self.text)
        self.refresh_keys()

    def action_next_side(self) -> None:
        assert self.checked is not None
        self.side = (self.side + 1) % len(self.checked.entries)
        self._show_card()

    def action_problem(self) -> None:
        row = self.text.cursor_location[0] + 1
        lines = sorted({one.where.line for one in self.problems.problems if one.where})
        if lines:
            self._go_to(next((line for line in lines if line > row), lines[0]))

    def _go_to(self, line: int) -> None:
        row = min(line - 1, self.text.document.line_count - 1)
        self.text.move_cursor((row, len(self.text.document.get_line(row))), center=True)

    def action_scroll_down(self) -> None:
        self.scroll.scroll_relative(y=3, animate=False)

    def action_scroll_up(self) -> None:
        self.scroll.scroll_relative(y=-3, animate=False)

    def action_kind(self) -> None:
        def picked(kind: str | None) -> None:
            if kind is not None and kind != self.draft.kind:
                self._unless_lost(lambda: self._begin(kind))

        kinds = [(kind, kind) for kind in TEMPLATES]
        self.app.push_screen(Picker("Kind", kinds, self.draft.kind), picked)

    def _begin(self, kind: str) -> None:
        """An empty card of that kind."""
        self.draft.begin(kind)
        self.side = 0
        self.preview.display, self.hint.display = False, True
        kept_draft.forget()
        self.text.load_text(self.draft.was)
        self.changed = False
        self._ask()
        self.text.focus()

    def _ask(self) -> None:
        """Put the cursor behind the field that asks."""
        lines = self.draft.was.split("\n")
        self._go_to(1 + next(place for place, line in enumerate(lines) if line.startswith(_ASKING)))

    def action_deck(self) -> None:
        def picked(deck: str | None) -> None:
            if deck == _NEW_DECK:
                self._ask_for_deck()
            elif deck is not None and deck != self.draft.target.deck:
                self._aim(deck)

        decks = [*self.draft.decks(), (_NEW_DECK, "A new deck …")]
        self.app.push_screen(Picker("Deck", decks, self.draft.target.deck), picked)

    def _ask_for_deck(self) -> None:
        from actquiz.exchange.slugs import slug

        def check(title: str) -> None:
            if not title.strip():
                raise ActquizError("a deck has a title", fix="such as: What I keep forgetting")

        def typed(title: str | None) -> None:
            if title is not None:
                self._aim(slug(title, otherwise="deck"), " ".join(title.split()))

        self.app.push_screen(TextDialog("New deck", "Its title:", "", check, fresh=True), typed)

    def _aim(self, deck: str, title: str = "") -> None:
        with self.program.complaining():
            self.draft.aim(deck, title)
            self._name_it()
            self._look()

    def action_close(self) -> None:
        if self.has_class("-looking"):
            self.action_show()
        else:
            self._unless_lost(self.dismiss)

    def action_back(self) -> None:
        self.action_close()

    def _unless_lost(self, then: Callable[[], object]) -> None:
        """Do it at once if everything is saved; else ask first."""
        if not self.changed:
            kept_draft.forget()
            then()
            return
        choices = [("save", "Save it"), ("drop", "Throw it away"), ("stay", "Go on writing")]

        def picked(choice: str | None) -> None:
            if choice == "save":
                self._save(then)
            elif choice == "drop":
                kept_draft.forget()
                self.changed = False
                then()

        question = "What you wrote is not saved."
        self.app.push_screen(Picker("Leave", choices, question=question), picked)

    # saving

    def action_save(self) -> None:
        self._save(self.dismiss if self.draft.card_id else lambda: self._begin(self.draft.kind))

    def _save(self, then: Callable[[], object]) -> None:
        """Write the card, unless it is none; what it claims wrongly is asked about."""
        checked = self.draft.check(self.text.text)
        self._arrived(checked)
        if checked.card is None:
            self.problems.show(checked.problems)
            self.program.say("This cannot be a card yet: mend what is marked.", seconds=3)
            return
        wrong = len(checked.errors)
        if not wrong:
            self._write(checked, then)
            return
        choices = [("stay", "Go on writing"), ("save", "Save it all the same")]
        question = f"{counted(wrong, 'error')}: {checked.errors[0].what}"

        def picked(choice: str | None) -> None:
            if choice == "save":
                self._write(checked, then)

        self.app.push_screen(Picker("Save", choices, question=question), picked)

    def _write(self, checked: Checked, then: Callable[[], object]) -> None:
        assert checked.card is not None
        with self.program.complaining():
            self.desk.change = self.draft.write(self.text.text, checked.card.id)
            kept_draft.forget()
            self.changed = False
            self.cards_changed()
            again = "F9" if not self.draft.card_id else "U"
            self.program.say(f"Saved in {self.draft.target.title}. {again} takes it back.")
            if checked.has_experiments:
                self._prove(checked)
            then()

    def _prove(self, checked: Checked) -> None:
        """Run what took too long while it was written; the page may be gone by then."""
        from actquiz.proofs.cards import prove

        card, app, program = checked.card, self.app, self.program
        assert card is not None

        def run() -> None:
            wrong = prove(card)
            said = f"{card.id}: {wrong[0].what}" if wrong else "The experiments agree with it."
            app.call_from_thread(program.say, said, seconds=8)

        app.run_worker(run, thread=True, group="prove", exit_on_error=False)

    def cards_changed(self) -> None:
        self.draft.look_again()
        self._name_it()

"""How far lessons were read is kept, and travels to other machines as reviews do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from actquiz.memory.event_files import read
from actquiz.memory.export import export
from actquiz.memory.lessons_read import places, reach
from actquiz.memory.merge import merge
from actquiz.memory.restore import restore
from actquiz.memory.store import Store

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_the_last_step_is_the_place(tmp_path: Path) -> None:
    """Forth and back: the section opened last is where it goes on; read once is read for ever."""
    with Store.open(tmp_path / "a.db") as store:
        reach(store, "first", "one")
        reach(store, "first", "two", read=True)
        reach(store, "first", "one")
        place = places(store)["first"]
        assert (place.section, place.read) == ("one", True)
        assert "second" not in places(store)


def test_places_travel(tmp_path: Path) -> None:
    """What one machine exports another merges, once, in any order; an old file stays readable."""
    file = tmp_path / "sync" / "a.jsonl"
    file.parent.mkdir()
    with Store.open(tmp_path / "a.db") as a, Store.open(tmp_path / "b.db") as b:
        reach(a, "first", "two", read=True)
        file.write_bytes(export(a, file).data)
        assert export(a, file).data == file.read_bytes()
        assert merge(b, read([file]), file, NOW).lessons == 1
        assert merge(b, read([file]), file, NOW).backup is None
        assert places(b) == places(a)
        reach(b, "first", "three")
        file.write_bytes(export(b, file).data)
        merge(a, read([file]), file, NOW)
        assert places(a)["first"] == places(b)["first"]
        assert places(a)["first"].section == "three"


def test_a_file_of_the_format_before_is_taken_and_gets_the_new_head(tmp_path: Path) -> None:
    """Files that older programs wrote are merged; exported again they call themselves newer."""
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"is":"actquiz progress","format":1}\n')
    assert read([file]).lessons == {}
    with Store.open(tmp_path / "a.db") as store:
        reach(store, "first", "one")
        file.write_bytes(export(store, file).data)
    assert file.read_bytes().startswith(b'{"is":"actquiz progress","format":2}\n')
    assert len(read([file]).lessons) == 1


def test_places_are_in_backups(tmp_path: Path) -> None:
    """A restored copy brings the places back."""
    path = tmp_path / "a.db"
    with Store.open(path) as store:
        reach(store, "first", "one")
        copy = store.back_up("then")
        reach(store, "first", "two")
    restore(path, copy, NOW)
    with Store.open(path) as store:
        assert places(store)["first"].section == "one"

"""The documents keep up with the commands."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from actquiz.cli.main import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    """The part of the reference that describes one command."""
    start = REFERENCE.find(f"## actquiz {name}")
    assert start >= 0, f"docs/commands.md has no section “## actquiz {name}”"
    end = REFERENCE.find("\n## ", start + 1)
    return REFERENCE[start : end if end > 0 else None]


def leaves(name: str, command: click.Command) -> list[tuple[str, click.Command]]:
    """The command itself, or each command below it."""
    if isinstance(command, click.Group):
        return [
            leaf
            for below, sub in command.commands.items()
            for leaf in leaves(f"{name} {below}", sub)
        ]
    return [(name, command)]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    """docs/commands.md has a section for the command that names each of its options."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    text = section(name)
    for full, leaf in leaves(name, command):
        assert f"actquiz {full}" in text
        for parameter in leaf.params:
            if isinstance(parameter, click.Option):
                longest = max(parameter.opts, key=len)
                assert longest in text, f"{full} {longest} is not documented"
            else:
                assert parameter.human_readable_name.strip("[].…").upper() in text


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name: str) -> None:
    """A reader of the README learns that the command exists."""
    assert name in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    """Each command and each of its options has a line of help."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    for full, leaf in leaves(name, command):
        assert leaf.help, full
        for parameter in leaf.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{full} {parameter.name}"

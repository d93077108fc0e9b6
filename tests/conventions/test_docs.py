"""What the documentation names exists; pages made from tables say what the tables say."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from notifications.management.commands import document_touchpoints
from portal.access.management.commands import document_roles
from tests.conventions.each import each, from_root
from tests.conventions.test_tree import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
MADE = {"docs/roles.md": document_roles.page, "docs/touchpoints.md": document_touchpoints.page}


def _broken_links(page: Path) -> list[str]:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text())
    near = [target.partition("#")[0] for target in targets if not re.match(r"https?:|mailto:|#", target)]
    return [target for target in near if not (page.parent / target).exists()]


def _named(page: Path, word: str) -> set[str]:
    """What stands behind a word in code: `make x`, or `manage.py x`, alone, in a block or at the end of a command."""
    code = re.findall(r"```.*?```|`[^`\n]+`", page.read_text(), re.S)
    return {name for text in code for name in re.findall(rf"(?:^|[\s`;&(]){word} ([a-z][a-z_-]*)", text, re.M)}


@each(PAGES, from_root)
def test_links_lead_somewhere(page):
    assert _broken_links(page) == []


@each(PAGES, from_root)
def test_named_targets_are_in_the_makefile(page):
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.M))

    assert _named(page, "make") - targets == set()


@each(PAGES, from_root)
def test_named_commands_are_commands(page):
    assert _named(page, r"manage\.py") - set(get_commands()) == set()


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_page_made_from_tables_says_what_they_say(name):
    assert (ROOT / name).read_text() == MADE[name]()


def test_every_page_is_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        linked = {(page.parent / target).resolve() for target in re.findall(r"\]\(([^)#\s]+\.md)", page.read_text())}
        waiting += [path for path in linked - reached if path.exists()]

    assert [from_root(page) for page in PAGES if page not in reached] == []


def test_a_planted_page_is_caught(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "[a](gone.md) [b](page.md#here)\n\nRun `make nothing`, then:\n\n```\npython manage.py nothing_else\n```\n"
    )

    assert _broken_links(page) == ["gone.md"]
    assert (_named(page, "make"), _named(page, r"manage\.py")) == ({"nothing"}, {"nothing_else"})

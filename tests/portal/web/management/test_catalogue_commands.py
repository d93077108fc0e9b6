"""Collecting words into the catalogue and compiling it, as a developer and as setting up do."""

import io

import polib
import pytest
from django.core.management import call_command

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def tree(settings, tmp_path):
    """A tree with one word, and a catalogue that knows another."""
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal/words.py").write_text('WORD = _("Guardar")\n')
    folder = tmp_path / "locale/en/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(f'{HEAD}msgid "Borrar"\nmsgstr "Delete"\n')
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    return folder


def _run(name, *arguments):
    said = io.StringIO()
    call_command(name, *arguments, stdout=said)
    return said.getvalue()


def test_collecting_says_what_is_new_and_what_is_gone(tree):
    said = _run("collect_messages")

    assert said == "1 in the sources, 1 new, 1 gone, 1 to translate.\n"


def test_what_is_gone_keeps_its_translation_until_it_is_pruned(tree):
    _run("collect_messages")
    kept = [(entry.msgid, entry.obsolete) for entry in polib.pofile(str(tree / "django.po"))]
    _run("collect_messages", "--prune")

    assert kept == [("Guardar", False), ("Borrar", True)]
    assert [entry.msgid for entry in polib.pofile(str(tree / "django.po"))] == ["Guardar"]


def test_collecting_names_the_files_and_nothing_that_moves(tree):
    _run("collect_messages")

    (entry, _gone) = polib.pofile(str(tree / "django.po"))
    assert entry.occurrences == [("portal/words.py", "")]


def test_compiling_says_what_it_made_unless_it_is_to_be_quiet(tree):
    said = _run("compile_catalogue")
    (tree / "django.mo").unlink()

    assert said == f"{tree / 'django.mo'} compiled.\n"
    assert _run("compile_catalogue", "--verbosity=0") == ""
    assert (tree / "django.mo").exists()

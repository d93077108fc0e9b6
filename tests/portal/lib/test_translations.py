"""The catalogue grows and shrinks with the sources and keeps what was translated."""

import os

import polib
import pytest

from portal.lib import translations
from portal.lib.translations import Message

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def catalogue():
    kept = polib.POFile()
    kept.append(polib.POEntry(msgid="Guardar", msgstr="Save"))
    return kept


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "en/LC_MESSAGES"
    path.mkdir(parents=True)
    (path / "django.po").write_text(f'{HEAD}msgid "Guardar"\nmsgstr "Save"\n')
    return path


def test_a_template_is_read_wherever_words_stand_in_it(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '{% card title=_("Uno") %}it\'s {{ x|default:_("Dos") }}\n  {% translate "Tres" %}\n'
        "{% blocktranslate count n=n %}{{ n }} vez{% plural %}{{ n }} veces{% endblocktranslate %}{% endcard %}"
    )

    assert set(translations.messages_in(page)) == {
        Message("Uno"),
        Message("Dos"),
        Message("Tres"),
        Message("%(n)s vez", "%(n)s veces"),
    }


def test_a_module_is_read_with_plurals_and_contexts(tmp_path):
    module = tmp_path / "module.py"
    module.write_text(
        'A = gettext_lazy("Uno")\nB = pgettext("mes", "D" "os") % {"x": (1, 2)}\nC = ngettext("%(n)s", "%(n)ss", n)\n'
    )

    assert set(translations.messages_in(module)) == {
        Message("Uno"),
        Message("Dos", context="mes"),
        Message("%(n)s", "%(n)ss"),
    }


def test_a_function_under_another_name_is_read(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('from django.utils.translation import pgettext_lazy as _in\n\nA = _in("mes", "Uno")\n')

    assert list(translations.messages_in(module)) == [Message("Uno", context="mes")]


def test_migrations_are_not_read(tmp_path):
    (tmp_path / "app/migrations").mkdir(parents=True)
    (tmp_path / "app/migrations/0001_begin.py").write_text('_("No")\n')
    (tmp_path / "app/models.py").write_text('_("Sí")\n')

    assert translations.found(tmp_path, ["app"]) == {Message("Sí"): {"app/models.py"}}


def test_a_new_message_waits_for_its_translation(catalogue):
    new = translations.refresh(catalogue, {Message("Guardar"): {"a.py"}, Message("Abrir"): {"b.py"}})

    assert [entry.msgid for entry in new] == ["Abrir"]
    assert [(entry.msgid, entry.msgstr) for entry in catalogue] == [("Abrir", ""), ("Guardar", "Save")]


def test_a_message_nobody_says_is_set_aside_with_its_translation(catalogue):
    translations.refresh(catalogue, {})

    assert [(entry.msgid, entry.msgstr) for entry in catalogue.obsolete_entries()] == [("Guardar", "Save")]


def test_a_message_that_comes_back_has_its_translation(catalogue):
    translations.refresh(catalogue, {})
    translations.refresh(catalogue, {Message("Guardar"): {"a.py"}})

    assert [(entry.msgstr, entry.obsolete) for entry in catalogue] == [("Save", False)]


def test_a_catalogue_is_compiled_once(tmp_path, folder):
    first = translations.compile_stale(tmp_path)
    again = translations.compile_stale(tmp_path)

    assert [entry.msgstr for entry in polib.mofile(str(first[0]))] == ["Save"]
    assert again == []


def test_a_catalogue_that_changed_is_compiled_again(tmp_path, folder):
    translations.compile_stale(tmp_path)
    os.utime(folder / "django.mo", (0, 0))

    assert translations.compile_stale(tmp_path) == [folder / "django.mo"]
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]

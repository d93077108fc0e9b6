"""Every word for people is in the catalogue, in good English, with the same blanks in both languages."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from portal.lib import translations
from portal.lib.translations import Message
from tests.conftest import NOW
from tests.conventions.each import each, from_root
from tests.conventions.test_tree import APPS, ROOT, SOURCES

CATALOGUE = polib.pofile(str(ROOT / "locale/en/LC_MESSAGES/django.po"))
ENTRIES = [entry for entry in CATALOGUE if not entry.obsolete]
WORD = re.compile(r"[^\W\d_]+")
BLANK = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%|</?\w+|&\w+;|\n")
SAME_IN_BOTH = frozenset(
    {
        "Internet",
        "RAE",
        "Legal",
        "No",
        "no",
        "bytes",
        "Plan",
        "PDF",
        "CSV",
        "QR",
        "Total",
        "total",
        "d",
        "h",
        "min",
        "s",
        "SMS",
    }
)
# Numbers in words, in both languages; a paper the law wants in Spanish; texts owners agreed to, which never change; the
# style guide; a company made up; what mail programs write; the alphabet of telephones.
SPANISH = (
    "maintenance/rules/spoken.py",
    "maintenance/documents/bulletin.py",
    "owners/rules/wordings.py",
    "portal/web/views.py",
    "notifications/rules/automatic.py",
    "notifications/rules/gsm.py",
    "notifications/rules/quoting.py",
    "portal/demo/",
)
UNSAID = {
    "es": re.compile(r"correctamente|con éxito|exitosamente|por favor|ha ocurrido un error|inválid|[¡!]", re.I),
    "en": re.compile(r"successful|\bplease enter|\berror occurred|\binvalid|\boops|!|\belevators?\b|\bcolor\b", re.I),
}


def _complaints(entry: polib.POEntry) -> list[str]:
    """What is wrong with an entry; nothing when it may be read."""
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    found = []
    if entry.fuzzy or entry.obsolete or not all(said):
        found.append("not translated")
    if entry.msgid_plural and len(said) != 2:
        found.append("a plural has two forms")
    if any(set(BLANK.findall(words)) - _blanks(entry) for words in said) or _lost(entry, said):
        found.append("other blanks")
    if entry.msgid in said and set(WORD.findall(BLANK.sub(" ", entry.msgid))) - SAME_IN_BOTH:
        found.append("a copy of the Spanish")
    if UNSAID["es"].search(f"{entry.msgid} {entry.msgid_plural}"):
        found.append("a Spanish word we do not say")
    if any(UNSAID["en"].search(words) for words in said):
        found.append("an English word we do not say")
    return found


def _blanks(entry: polib.POEntry) -> set[str]:
    return set(BLANK.findall(entry.msgid)) | set(BLANK.findall(entry.msgid_plural or ""))


def _lost(entry: polib.POEntry, said: list[str]) -> bool:
    """Whether the last form, which must hold every blank, lacks one."""
    return set(BLANK.findall(said[-1])) != set(BLANK.findall(entry.msgid_plural or entry.msgid))


def _name(entry: polib.POEntry) -> str:
    return entry.msgid[:60]


def test_the_catalogue_holds_what_the_sources_say_and_nothing_else():
    said = set(translations.found(ROOT, APPS))

    kept = {Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "") for entry in ENTRIES}
    assert {"missing": sorted(said - kept), "gone": sorted(kept - said)} == {"missing": [], "gone": []}


def test_nothing_gone_is_kept():
    assert [entry.msgid for entry in CATALOGUE.obsolete_entries()] == []


def test_every_entry_may_be_read():
    complaints = {entry.msgid: _complaints(entry) for entry in ENTRIES}

    assert {msgid: found for msgid, found in complaints.items() if found} == {}


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (polib.POEntry(msgid="Guardar", msgstr=""), "not translated"),
        (polib.POEntry(msgid="Guardar", msgstr="Save", flags=["fuzzy"]), "not translated"),
        (polib.POEntry(msgid="Guardar", msgstr="Guardar"), "a copy of the Spanish"),
        (polib.POEntry(msgid="Hola, %(name)s", msgstr="Hello, %(nombre)s"), "other blanks"),
        (polib.POEntry(msgid="Un <b>piso</b>", msgstr="A floor"), "other blanks"),
        (
            polib.POEntry(msgid="%(n)s año", msgid_plural="%(n)s años", msgstr_plural={0: "", 1: "years"}),
            "other blanks",
        ),
        (polib.POEntry(msgid="Guardado con éxito", msgstr="Saved"), "a Spanish word we do not say"),
        (polib.POEntry(msgid="Guardado", msgstr="Saved successfully"), "an English word we do not say"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_planted_entry_is_caught(entry, complaint):
    assert complaint in _complaints(entry)


def _unreadable_calls(path: Path) -> list[int]:
    """Lines where words to translate, or their context, are put together while running: no catalogue can hold them."""
    return [
        call.lineno
        for name, call in _calls(path.read_text())
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp | ast.IfExp)
        or ("pgettext" in name and not isinstance(call.args[0], ast.Constant))
    ]


def _calls(source: str) -> list[tuple[str, ast.Call]]:
    known = translations.calls(source)
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [(node.func.id, node) for node in nodes if isinstance(node.func, ast.Name)]
    return [(name, node) for name, node in named if name in known]


def _untold_words(source: str) -> list[str]:
    """Spanish sentences, known by their accents, that stand outside a call that translates."""
    tree = ast.parse(source)
    told = {ast.dump(argument) for _name, call in _calls(source) for argument in call.args}
    docstrings = {ast.dump(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search("[áéíóúñ¿]", node.value)
        if " " in node.value and ast.dump(node) not in told | docstrings
    ]


@each(SOURCES, from_root)
def test_words_to_translate_are_written_out(path):
    assert _unreadable_calls(path) == []


@each((path for path in SOURCES if not from_root(path).startswith(SPANISH)), from_root)
def test_spanish_stands_in_calls_that_translate(path):
    assert _untold_words(path.read_text()) == []


def test_spanish_planted_outside_is_caught():
    planted = 'from x import gettext as t\n\n"""Una lección de más."""\na = t("Sí, señor")\nb = "Está parado"\n'

    assert _untold_words(planted) == ["Está parado"]


def test_words_put_together_while_running_are_caught(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('a = _(f"Hola, {x}")\nb = _("a" if x else "b")\nc = pgettext(WHERE, "d")\nd = _("bien")\n')

    assert _unreadable_calls(module) == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "es", "en"),
    [
        ("DATE_FORMAT", "23 de noviembre de 2026", "23 November 2026"),
        ("MONTH_DAY_FORMAT", "23 de noviembre", "23 November"),
        ("WEEKDAY_FORMAT", "lunes 23 de noviembre", "Monday 23 November"),
        ("SHORT_DATE_FORMAT", "23/11/2026", "23/11/2026"),
    ],
)
def test_days_are_written_as_each_language_writes_them(name, es, en):
    with translation.override("es"):
        spanish = date_format(NOW, name)
    with translation.override("en"):
        english = date_format(NOW, name)

    assert (spanish, english) == (es, en)


def test_every_language_but_the_sources_own_has_a_catalogue():
    wanted = {code for code, _label in settings.LANGUAGES} - {settings.LANGUAGE_CODE}

    assert {path.parent.parent.name for path in (ROOT / "locale").glob("*/LC_MESSAGES/*.po")} == wanted

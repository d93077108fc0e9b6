"""Words for people stand where the catalogue finds them: never bare in a template, never in a script."""

import re

from django.template.base import Lexer, TokenType

from tests.conventions.each import each, from_root
from tests.conventions.test_tree import APPS, ROOT

TEMPLATES = [path for app in APPS for path in sorted((ROOT / app).rglob("templates/**/*")) if path.is_file()]
SCRIPTS = [path for app in APPS for path in sorted((ROOT / app).rglob("static/**/*.js"))]
BOTH_LANGUAGES = {"portal/web/templates/500.html"}  # shown when nothing works, so it says everything twice
SPANISH_BY_LAW = {"maintenance/templates/maintenance/documents/bulletin.html"}
DEMO = {"portal/web/templates/web/styleguide.html"}
EXEMPT = BOTH_LANGUAGES | SPANISH_BY_LAW | DEMO
NAMES = {"Español", "English", "Rellano", "NIF", "RAE", "PDF", "CSV", "QR", "SHA", "Tab", "Ctrl", "kg"}
SPOKEN = r"""\b(?:alt|title|placeholder|aria-label|data-label)=["']([^"']*)["']"""


def _bare_words(template: str) -> list[str]:
    """Words of a template, and of the attributes that are read out, that no translation tag holds."""
    page = re.sub(r"(?s)<style.*?</style>|<!--.*?-->|<![^>]*>", " ", "".join(_outside_tags(template)))
    spoken = " ".join(re.findall(SPOKEN, page))
    text = re.sub(r"(?s)<[^>]*>", " ", page)
    return [
        word for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", " ", f"{text} {spoken}")) if word not in NAMES
    ]


def _outside_tags(template: str) -> list[str]:
    kept, depth = [], 0
    for token in Lexer(template).tokenize():
        word = token.contents.partition(" ")[0] if token.token_type == TokenType.BLOCK else ""
        depth += word in {"blocktranslate", "comment"}
        depth -= word in {"endblocktranslate", "endcomment"}
        kept.append(token.contents if token.token_type == TokenType.TEXT and not depth else " ")
    return kept


@each((path for path in TEMPLATES if from_root(path) not in EXEMPT), from_root)
def test_templates_hold_no_bare_words(path):
    assert _bare_words(path.read_text()) == []


def test_a_word_planted_in_a_template_is_caught():
    planted = (
        '<p class="soft">Hola {{ name }}</p><img alt="Un ascensor">{% translate "Adiós" %}'
        "{% blocktranslate %}Hasta luego{% endblocktranslate %}"
    )

    assert _bare_words(planted) == ["Hola", "Un", "ascensor"]


@each(TEMPLATES, from_root)
def test_a_percent_sign_stands_only_where_django_can_read_it(path):
    # {% tag _("50 %") %} and {{ _("50 %") }} look the word up with the sign doubled and print it so.
    assert re.findall(r"""_\((["'])[^"']*%[^"']*\1\)""", path.read_text()) == []


@each(SCRIPTS, from_root)
def test_scripts_hold_no_words(path):
    assert _words_in(path.read_text()) == []


def test_a_word_planted_in_a_script_is_caught():
    planted = "button.textContent = 'Enviar otra vez' // 'a comment'\nthrow new Error('no id')\nfetch('/a b')"

    assert _words_in(planted) == ["Enviar otra vez"]


def _words_in(script: str) -> list[str]:
    """Strings a person could read: two words, or one with an accent. What only developers see does not count."""
    code = re.sub(r"(?m)(^|\s)//.*$|/\*.*?\*/|(Error|console\.\w+)\(.*?\)", " ", script, flags=re.S | re.M)
    strings = [text for _quote, text in re.findall(r"""(["'`])((?:\\.|(?!\1).)*?)\1""", code)]
    return [text for text in strings if re.search(r"^[A-ZÁÉÍÓÚÑ¿]?[a-záéíóúñ]+,? [a-záéíóúñ]+|[áéíóúñ¿]", text)]

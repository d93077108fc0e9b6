import pytest

from notifications.rules import wordings


@pytest.mark.parametrize(
    ("words", "strange"),
    [
        ("Hola {nombre}", []),
        ("Hola {name}, {Nombre}", ["{name}", "{Nombre}"]),
        ("Hola {nombre", ["{"]),
        ("Hola nombre}", ["}"]),
        ("{}", ["{}"]),
    ],
)
def test_only_names_of_ours_stand_in_braces(words, strange):
    assert wordings.unknown(words, wordings.IN_TITLE) == strange


def test_a_title_does_not_tell_the_fact():
    assert wordings.unknown("{hecho}", wordings.IN_TITLE) == ["{hecho}"]


def test_an_opening_tells_the_fact_once():
    openings = ("Hola. {hecho}", "Hola.", "{hecho} {hecho}")

    assert [wordings.tells_the_fact(one) for one in openings] == [True, False, False]


def test_what_is_empty_leaves_no_hole():
    assert wordings.fill(
        "{lugar}: {asunto}  en {lugar} , {nombre}.", {"lugar": "", "asunto": "A", "nombre": "Ana"}
    ) == (": A en, Ana.")


def test_what_a_reader_is_called_is_not_filled_in_again():
    assert wordings.fill("{nombre}", {"nombre": "{hecho}", "hecho": "x"}) == "{hecho}"

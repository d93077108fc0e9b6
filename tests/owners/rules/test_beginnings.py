import pytest

from owners.rules import beginnings


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("¿Por qué 38,20 € de desplazamiento? Nadie vino.", "¿Por qué 38,20 € de desplazamiento?"),
        ("Hace un ruido.\nDesde ayer.", "Hace un ruido"),
        ("  Hola   buenos días  ", "Hola buenos días"),
        ("a" * 200, "a" * 80 + "…"),
        ("palabra " * 20, "palabra " * 9 + "palabra…"),
    ],
)
def test_a_list_calls_an_enquiry_by_how_it_begins(text, title):
    assert beginnings.of(text) == title

import pytest

from portal.company import queries as companies
from tests.owners.conftest import text

URL = "/office/payment/"


def test_the_account_and_the_pages_of_payment_are_kept(admin, client_of):
    typed = {
        "iban": "ES91 2100 0418 4502 0005 1332",
        "bic": "",
        "payment_hosts": " Pagos.example.com\npagos.example.com",
    }

    answer = client_of(admin).post(URL, typed, follow=True)

    here = companies.current()
    assert (here.iban, here.bic, here.payment_hosts) == ("ES9121000418450200051332", "", "pagos.example.com")
    assert "ES9121000418450200051332" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"iban": "ES91 2100 0418 4502 0005 1333"}, "A este IBAN le falla alguna cifra."),
        ({"bic": "XX"}, "Este BIC no está bien escrito."),
        ({"payment_hosts": "https://pagos.example.com/"}, "no es un dominio: escríbalo sin https ni barras."),
        ({"payment_hosts": "localhost"}, "no es un dominio: escríbalo sin https ni barras."),
    ],
)
def test_what_cannot_be_is_said_in_words_and_nothing_changes(admin, client_of, typed, words):
    assert words in text(client_of(admin).post(URL, typed))
    assert (companies.current().iban, companies.current().payment_hosts) == ("", "")

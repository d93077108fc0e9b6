from decimal import Decimal

import pytest

from owners.enums import InvoiceStatus
from owners.rules import paying

HOSTS = frozenset({"pagos.example.com"})
OUTSIDE = (
    "http://pagos.example.com/1",
    "https://pagos.example.com.evil.example/1",
    "https://pagos.example.com@evil.example/",
    "https://user:pass@pagos.example.com/",
    "https://pagos.example.com:8443/",
    "https://evil.example/pagos.example.com",
    "https://pagos.example.com\\@evil.example",
    "javascript:alert(1)//pagos.example.com",
    "//pagos.example.com/1",
    "https://[::1/",
    "https://pagos.example.com:port/",
    "",
)


def test_only_a_page_of_an_allowed_host_by_https_is_allowed():
    assert [link for link in OUTSIDE if paying.is_allowed(link, HOSTS)] == []
    assert paying.is_allowed("https://PAGOS.example.com:443/f?id=1", HOSTS)


def test_of_an_account_only_the_last_four_figures_are_kept():
    assert paying.last_of("ES91 2100 0418 4502 0005 4471") == "4471"
    assert (paying.last_of("4471"), paying.last_of("447"), paying.last_of("")) == ("4471", "", "")


def test_a_masked_account_shows_no_more():
    assert (paying.masked("4471"), paying.masked("")) == ("ES•• •••• •••• •• ••••••4471", "")


@pytest.mark.parametrize(
    ("status", "is_debited", "asked"),
    [
        (InvoiceStatus.ISSUED, False, True),
        (InvoiceStatus.ISSUED, True, False),
        (InvoiceStatus.CHARGED, True, False),
        (InvoiceStatus.RETURNED, True, True),
        (InvoiceStatus.OVERDUE, False, True),
        (InvoiceStatus.PAID, False, False),
    ],
)
def test_nobody_is_asked_to_pay_what_the_bank_is_about_to_charge(status, is_debited, asked):
    assert paying.asks_for_transfer(status, Decimal("10"), is_debited=is_debited) == asked


def test_nobody_is_asked_to_pay_what_is_owed_to_him():
    assert not paying.asks_for_transfer(InvoiceStatus.ISSUED, Decimal("-10"), is_debited=False)


def test_hosts_are_one_a_line():
    assert paying.hosts_in(" Pagos.example.com \n\nbizum.example\n") == {"pagos.example.com", "bizum.example"}

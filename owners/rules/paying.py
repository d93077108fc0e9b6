"""How an invoice is paid: what of an account may be shown, which pages may take a payment, when one is asked for."""

from collections.abc import Collection
from decimal import Decimal
from urllib.parse import urlsplit

from owners.enums import InvoiceStatus

# Whose address a tax QR may hold: the tax agency (HAC/1177/2024) and the three Basque treasuries (TicketBAI).
TAX_HOSTS = frozenset(
    {
        "www2.agenciatributaria.gob.es",
        "prewww2.aeat.es",
        "batuz.eus",
        "tbai.egoitza.gipuzkoa.eus",
        "ticketbai.araba.eus",
    }
)
OWED = frozenset({InvoiceStatus.ISSUED, InvoiceStatus.RETURNED, InvoiceStatus.OVERDUE, InvoiceStatus.CLAIMED})
DOT = "\N{BULLET}"


def last_of(account: str) -> str:
    """The last four figures of an account, all that is kept of it; empty when it has fewer."""
    digits = "".join(char for char in account if char.isascii() and char.isdigit())
    return digits[-4:] if len(digits) >= 4 else ""


def masked(last: str) -> str:
    """ES•• •••• •••• •• ••••••4471: a Spanish account with its last four figures."""
    if not last:
        return ""
    return f"ES{DOT * 2} {DOT * 4} {DOT * 4} {DOT * 2} {DOT * 6}{last}"


def is_allowed(link: str, hosts: Collection[str]) -> bool:
    """Whether an address may stand on our pages: HTTPS, no name or port in it, and one of these hosts."""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None and port in {None, 443}
    return parts.scheme == "https" and plain and (parts.hostname or "") in hosts and "\\" not in link


def hosts_in(text: str) -> frozenset[str]:
    """The hosts of a setting, one a line."""
    return frozenset(line.strip().lower() for line in text.splitlines() if line.strip())


def asks_for_transfer(status: str, total: Decimal, *, is_debited: bool) -> bool:
    """Whether the reader is asked to pay it himself; never what the bank is about to charge: it would be paid twice."""
    if total <= 0 or InvoiceStatus(status) not in OWED:
        return False
    return not (is_debited and InvoiceStatus(status) is InvoiceStatus.ISSUED)

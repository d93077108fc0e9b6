"""The terms enquiries are answered by, as the office reads them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from owners.enums.enquiries import EnquiryKind, TermKind
from owners.rules.deadlines import EVERY, TERMS, Term
from portal.web import words


@dataclass(frozen=True)
class Row:
    """A term: for what, how long, whose, and where it is written."""

    what: str
    days: str
    whose: str
    source: str
    since: str
    binds: bool


def held(under_care_law: bool) -> list[Row]:
    """Every term, with whether it binds this company."""
    return [_row(term, under_care_law) for term in TERMS]


def _row(term: Term, under_care_law: bool) -> Row:
    return Row(
        what=_what(term),
        days=_days(term),
        whose=str(term.kind.label),
        source=term.source,
        since=words.figures(term.since),
        binds=under_care_law or term.kind != TermKind.CARE,
    )


def _what(term: Term) -> str:
    if term.only_billing:
        return _("Lo que toca a una factura")
    if term.asked == EVERY:
        return _("Todo lo que se nos pregunte")
    return ", ".join(str(kind.label) for kind in EnquiryKind if kind in term.asked)


def _days(term: Term) -> str:
    told = {"n": term.days}
    if term.in_working_days:
        return ngettext("%(n)s día hábil", "%(n)s días hábiles", term.days) % told
    return ngettext("%(n)s día", "%(n)s días", term.days) % told

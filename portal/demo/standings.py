"""Where an invoice of the demo stands by a moment: charged and paid, sent back, or forgotten."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from owners.enums import InvoiceStatus
from owners.rules.standings import Standing
from owners.rules.terms import months_after
from portal.demo.dice import throws
from portal.demo.invoicing import CHARGED, RETURNED, Bill
from portal.demo.world import ZONE
from portal.lib import clock

NOT_PAID = 0.06


def standing(bill: Bill, at: datetime) -> Standing:
    """Where it stands by now: charged on the fifth and paid, or sent back; a transfer is sometimes forgotten."""
    today, after = clock.day_in(ZONE, at), months_after(bill.month, 1)
    if not bill.agreement.account_last:
        return _transferred(bill, today, after)
    charged_on = after.replace(day=CHARGED)
    if today < charged_on:
        return Standing(next_charge_on=charged_on)
    if not bill.is_returned:
        return Standing(InvoiceStatus.PAID, charged_on=charged_on, paid_on=charged_on)
    returned_on, again = after.replace(day=RETURNED), months_after(charged_on, 1)
    if today < returned_on:
        return Standing(InvoiceStatus.CHARGED, charged_on=charged_on)
    if today < again:
        return Standing(
            InvoiceStatus.RETURNED,
            charged_on=charged_on,
            returned_on=returned_on,
            why_returned="no había saldo ese día",
            next_charge_on=again,
        )
    return Standing(InvoiceStatus.PAID, charged_on=charged_on, returned_on=returned_on, paid_on=again)


def _transferred(bill: Bill, today: date, after: date) -> Standing:
    chance = throws(0, f"pays {bill.key}")
    paid_on = after + timedelta(days=6 + chance.randrange(20))
    if bill.is_forgotten or chance.random() < NOT_PAID:
        paid_on += timedelta(days=40)
    if paid_on <= today:
        return Standing(InvoiceStatus.PAID, paid_on=paid_on)
    is_late = months_after(bill.issued_on, 1) < today
    return Standing(InvoiceStatus.OVERDUE if is_late else InvoiceStatus.ISSUED)


def since(stands: Standing, bill: Bill) -> datetime:
    """In the morning of the day that changed it."""
    days = [day for day in (stands.charged_on, stands.returned_on, stands.paid_on, bill.issued_on) if day]
    return datetime.combine(max(days), time(9), ZoneInfo(ZONE))

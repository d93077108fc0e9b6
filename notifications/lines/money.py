"""The touchpoints of what is paid: invoices, where each stands, the mailboxes they go to; contracts and their price."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from notifications.enums import Topic
from notifications.touchpoint import IN_MANAGERS_BRIEF, mailed
from notifications.touchpoints import contract_told, invoice_mailbox, invoice_published, invoice_standing
from owners.kinds import money as owning
from portal.access.roles import Role

_line = partial(mailed, stale_after=timedelta(days=5))
_of_contract = partial(_line, topic=Topic.QUOTES, rhythm=IN_MANAGERS_BRIEF)
_of_money = partial(
    _line,
    topic=Topic.INVOICES,
    roles=frozenset({Role.CHAIR, Role.MANAGER, Role.BILLING}),
    rhythm=IN_MANAGERS_BRIEF,
)
_to_mailbox = partial(_line, topic=Topic.INVOICES, roles=frozenset())

INVOICE_TO_MAILBOX = _to_mailbox(
    "invoice_to_mailbox",
    _("Una factura nueva, al buzón del programa de una administración"),
    owning.INVOICE_ANNOUNCED,
    mailbox=invoice_mailbox.published,
)
WITHDRAWAL_TO_MAILBOX = _to_mailbox(
    "withdrawal_to_mailbox",
    _("Una factura que se retira, al buzón al que se mandó"),
    owning.INVOICE_WITHDRAWN,
    mailbox=invoice_mailbox.withdrawn,
)

LINES = (
    _of_money("invoice_published", _("Una factura nueva"), owning.INVOICE_ANNOUNCED, letter=invoice_published.letter),
    _of_money(
        "invoice_withdrawn",
        _("Una factura que se retira"),
        owning.INVOICE_WITHDRAWN,
        letter=invoice_published.withdrawn,
    ),
    INVOICE_TO_MAILBOX,
    WITHDRAWAL_TO_MAILBOX,
    _of_money(
        "invoice_charge_ahead",
        _("Un cargo que llega"),
        owning.INVOICE_CHARGE_AHEAD,
        stale_after=timedelta(days=3),
        letter=invoice_standing.charge_ahead,
    ),
    _of_money(
        "invoice_returned",
        _("Un recibo que devuelve el banco"),
        owning.INVOICE_RETURNED,
        letter=invoice_standing.returned,
    ),
    _of_money("invoice_overdue", _("Una factura sin pagar"), owning.INVOICE_OVERDUE, letter=invoice_standing.overdue),
    _of_money(
        "invoice_claimed", _("Una factura que reclamamos"), owning.INVOICE_CLAIMED, letter=invoice_standing.claimed
    ),
    _of_contract(
        "contract_renewal_ahead",
        _("Un contrato que se renueva solo"),
        owning.CONTRACT_RENEWING,
        letter=contract_told.renewing,
    ),
    _of_contract(
        "price_change_ahead",
        _("Una cuota que cambia"),
        owning.PRICE_REVISED,
        letter=contract_told.price,
        completes=contract_told.is_the_first,
    ),
)

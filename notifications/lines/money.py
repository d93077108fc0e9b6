"""The touchpoints of what is paid: invoices, where each stands, the mailboxes they go to; contracts and their price."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.enums import Channel, Class, Topic
from notifications.letter import Letter
from notifications.touchpoint import IN_MANAGERS_BRIEF, Touchpoint
from notifications.touchpoints import contract_told, invoice_mailbox, invoice_published, invoice_standing
from owners import kinds as owning
from portal.access.roles import Role
from portal.accounts.models import User
from portal.ledger.kinds import Kind
from portal.ledger.models import Entry


def _of_money(
    key: str, label: Promise | str, fact: Kind, letter: Callable[[Entry, User], Letter], *, days: int
) -> Touchpoint:
    """What becomes of an invoice, to those who see the accounts."""
    return Touchpoint(
        key=key,
        label=label,
        kind=Class.SERVICE,
        topic=Topic.INVOICES,
        triggers=frozenset({fact.name}),
        stale_after=timedelta(days=days),
        roles=frozenset({Role.CHAIR, Role.MANAGER, Role.BILLING}),
        channels=(Channel.EMAIL,),
        letter=letter,
        rhythm=IN_MANAGERS_BRIEF,
    )


def _of_contract(key: str, label: Promise | str, fact: Kind, letter: Callable[[Entry, User], Letter]) -> Touchpoint:
    """What becomes of a contract, to those who decide."""
    told = _of_money(key, label, fact, letter, days=5)
    return replace(told, topic=Topic.QUOTES, roles=frozenset({Role.CHAIR, Role.MANAGER}))


INVOICE_TO_MAILBOX = Touchpoint(
    key="invoice_to_mailbox",
    label=_("Una factura nueva, al buzón del programa de una administración"),
    kind=Class.SERVICE,
    topic=Topic.INVOICES,
    triggers=frozenset({owning.INVOICE_ANNOUNCED.name}),
    stale_after=timedelta(days=5),
    roles=frozenset(),
    channels=(Channel.EMAIL,),
    mailbox=invoice_mailbox.published,
)
WITHDRAWAL_TO_MAILBOX = Touchpoint(
    key="withdrawal_to_mailbox",
    label=_("Una factura que se retira, al buzón al que se mandó"),
    kind=Class.SERVICE,
    topic=Topic.INVOICES,
    triggers=frozenset({owning.INVOICE_WITHDRAWN.name}),
    stale_after=timedelta(days=5),
    roles=frozenset(),
    channels=(Channel.EMAIL,),
    mailbox=invoice_mailbox.withdrawn,
)

LINES = (
    _of_money("invoice_published", _("Una factura nueva"), owning.INVOICE_ANNOUNCED, invoice_published.letter, days=5),
    _of_money(
        "invoice_withdrawn",
        _("Una factura que se retira"),
        owning.INVOICE_WITHDRAWN,
        invoice_published.withdrawn,
        days=5,
    ),
    INVOICE_TO_MAILBOX,
    WITHDRAWAL_TO_MAILBOX,
    _of_money(
        "invoice_charge_ahead",
        _("Un cargo que llega"),
        owning.INVOICE_CHARGE_AHEAD,
        invoice_standing.charge_ahead,
        days=3,
    ),
    _of_money(
        "invoice_returned",
        _("Un recibo que devuelve el banco"),
        owning.INVOICE_RETURNED,
        invoice_standing.returned,
        days=5,
    ),
    _of_money("invoice_overdue", _("Una factura sin pagar"), owning.INVOICE_OVERDUE, invoice_standing.overdue, days=5),
    _of_money(
        "invoice_claimed", _("Una factura que reclamamos"), owning.INVOICE_CLAIMED, invoice_standing.claimed, days=5
    ),
    _of_contract(
        "contract_renewal_ahead", _("Un contrato que se renueva solo"), owning.CONTRACT_RENEWING, contract_told.renewing
    ),
    replace(
        _of_contract("price_change_ahead", _("Una cuota que cambia"), owning.PRICE_REVISED, contract_told.price),
        completes=contract_told.is_the_first,
    ),
)

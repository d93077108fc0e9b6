"""What a person decides of a doubtful paper: whose it is, which source is right, or that it is right as it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from owners.models import BatchItem, Owner
from owners.queries import batch_rows
from owners.queries.batch_rows import Row
from owners.rules.batches import Understood, differing
from owners.rules.recognition.shapes import Fact, Guess, Recognised, Source, Value
from owners.rules.recognition.shapes import words as said

CARDS = 3


@dataclass(frozen=True)
class Card:
    """One answer that may be chosen: `lines` are a text and whether it speaks for it."""

    name: str
    value: str
    title: str
    code: str
    lines: list[str]
    is_likeliest: bool


@dataclass(frozen=True)
class Choice:
    """What a person decides of the paper in hand. `excerpt` is what the paper says."""

    row: Row
    excerpt: list[str]
    cards: list[Card]
    button: str
    search_url: str


def choice(item: BatchItem) -> Choice:
    """What a person decides of it: whose it is, which source is right, or that it is right as it is."""
    told = Understood.of(item.understood, item.mended)
    found = told.recognised
    search = reverse("owners:batch-item", args=[item.pk])
    shown = batch_rows.row(item)
    if item.owner is None and found.guesses and told.kind.is_invoice:
        owners = reverse("owners:batch-item-owner", args=[item.pk])
        return Choice(shown, _excerpt(told), _candidates(found.guesses), _("Es esta"), owners)
    if differing(found):
        return Choice(shown, _excerpt(told), _versions(found), _("Es este"), search)
    button = batch_rows.is_a(found) if not told.kind.is_invoice else _("Está bien así")
    lacks = told.lacks(owner=item.owner_id is not None, lift=item.lift_id is not None)
    return Choice(shown, _excerpt(told), [], "" if lacks else button, search)


def _excerpt(told: Understood) -> list[str]:
    """What the paper says, a line a fact; where another source says otherwise, still the paper."""
    amounts = [told.printed(fact) for fact in (Fact.BASE, Fact.TAX)]
    nif = told.printed(Fact.OWNER)
    lines = [
        f"{told.kind.label} {told.printed(Fact.NUMBER)}".strip(),
        told.printed(Fact.OWNER_NAME),
        _("NIF %(nif)s") % {"nif": nif} if nif else "",
        told.printed(Fact.ISSUED_ON),
        " + ".join(amount for amount in amounts if amount),
        told.printed(Fact.TOTAL),
    ]
    return [line for line in lines if line]


def _candidates(guesses: Iterable[Guess]) -> list[Card]:
    some = list(guesses)[:CARDS]
    owners = Owner.objects.in_bulk([guess.owner for guess in some])
    return [
        Card(
            name="owner",
            value=str(guess.owner),
            title=owners[guess.owner].name,
            code=_("NIF %(nif)s") % {"nif": owners[guess.owner].nif} if owners[guess.owner].nif else "",
            lines=[hint.words for hint in guess.hints],
            is_likeliest=place == 0,
        )
        for place, guess in enumerate(some)
        if guess.owner in owners
    ]


def fact_label(fact: Fact) -> str:
    """What people call a fact."""
    labels = {
        Fact.KIND: _("Qué es"),
        Fact.OWNER: _("NIF"),
        Fact.ISSUER: _("La emite"),
        Fact.NUMBER: _("Número"),
        Fact.ISSUED_ON: _("Fecha"),
        Fact.DUE_ON: _("Vence"),
        Fact.CHARGED_ON: _("Se carga"),
        Fact.BASE: _("Base"),
        Fact.TAX: _("Impuestos"),
        Fact.TOTAL: _("Total"),
        Fact.CORRECTED: _("Rectifica"),
    }
    return labels.get(fact, fact.value)


def _versions(found: Recognised) -> list[Card]:
    """Each source that is not alone in what it says, with its values; the most trusted first."""
    by_source: dict[Source, list[str]] = {}
    for fact, sides in differing(found).items():
        for source, value in sides:
            by_source.setdefault(source, []).append(f"{fact_label(fact)}: {said(value)}")
    ordered = sorted(by_source, reverse=True)
    return [
        Card(
            "source",
            source.name,
            _capital(_("%(teller)s dice") % {"teller": source.words}),
            "",
            by_source[source],
            False,
        )
        for source in ordered
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def said_by(item: BatchItem, source: Source) -> dict[Fact, Value]:
    """What one source says of the facts on which they differ."""
    found = Understood.of(item.understood, item.mended).recognised
    return {fact: value for fact, sides in differing(found).items() for one, value in sides if one is source}

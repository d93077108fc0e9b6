"""A paper of a batch as the table prints it: whose, how much, how sure and why, and what to do."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from owners.enums import BatchItemState
from owners.enums.reading import PaperKind, RecognitionReason
from owners.models import BatchItem
from owners.rules.batches import Understood
from owners.rules.recognition.shapes import Fact, Recognised, Source
from owners.rules.recognition.shapes import words as said
from portal.web import words

State = BatchItemState
BARS = 4


@dataclass(frozen=True)
class Row:
    """A paper as the table prints it; `bars` are drawn."""

    key: UUID
    name: str
    what: str
    who: str
    who_code: str
    number: str
    total: str
    bars: SafeString
    tone: str
    sureness: str
    why: str
    action: str
    url: str
    standing: str


def row(item: BatchItem) -> Row:
    """A paper as the table prints it."""
    told = Understood.of(item.understood, item.mended)
    who, code = _who(item, told)
    tone, sureness = _sureness(item)
    action = _action(item, told.recognised) if item.state == State.DOUBTFUL else ""
    standing = reverse("owners:published-one", args=[item.standing_id]) if item.standing_id else ""
    return Row(
        key=item.pk,
        name=item.name,
        what=_what(item, told),
        who=who,
        who_code=code,
        number=item.number,
        total=words.money(item.total, told.text(Fact.CURRENCY) or "EUR") if item.total is not None else "",
        bars=_bars(BARS if item.confirmed_at else item.confidence),
        tone=tone,
        sureness=sureness,
        why=_why(item, told),
        action=action,
        url=_url(item),
        standing=standing,
    )


def _bars(confidence: int) -> SafeString:
    """Four bars, as many filled as it is sure."""
    drawn = format_html_join("", '<rect x="{}" y="0.5" width="6" height="13" rx="2"{}/>', (
        (0.5 + 9 * place, mark_safe(' class="on"') if place < confidence else "") for place in range(BARS)
    ))  # fmt: skip
    return format_html('<svg class="bars" viewBox="0 0 34 14" aria-hidden="true">{}</svg>', drawn)


def _url(item: BatchItem) -> str:
    if item.state == State.DOUBTFUL:
        return "?" + urlencode({"item": item.pk}) + "#active"
    if item.state in (State.PUBLISHED, State.WITHDRAWN) and item.invoice_id:
        return reverse("owners:published-one", args=[item.invoice_id])
    return reverse("owners:batch-item", args=[item.pk])


def _what(item: BatchItem, told: Understood) -> str:
    if item.file_id is None:
        return ""
    kind = str(told.kind.label).lower()
    codes = {reason.code for reason in told.recognised.reasons}
    if RecognitionReason.SCANNED in codes:
        return (
            _("%(kind)s escaneado") % {"kind": kind}
            if told.kind is PaperKind.OTHER
            else _("%(kind)s, escaneada") % {"kind": kind}
        )
    if any(found.source is Source.EINVOICE for found in told.recognised.facts.values()):
        return _("%(kind)s, con XML") % {"kind": kind}
    return kind


def _who(item: BatchItem, told: Understood) -> tuple[str, str]:
    if item.owner:
        return item.owner.name, item.owner.nif or ""
    if item.lift:
        return item.lift.building.street, f"RAE {item.lift.rae}" if item.lift.rae else ""
    name, nif = told.text(Fact.OWNER_NAME), told.text(Fact.OWNER)
    return (_("¿%(name)s?") % {"name": name} if name else _("No se sabe")), (
        _("NIF %(nif)s") % {"nif": nif} if nif else ""
    )


def _sureness(item: BatchItem) -> tuple[str, str]:
    if item.state == State.SURE:
        return "ok", _("Segura")
    if item.state == State.DOUBTFUL:
        return "warn", _("Casi segura") if item.confidence >= 3 else _("Dudosa")
    return ("ok" if item.state == State.PUBLISHED else ""), str(State(item.state).label)


def _why(item: BatchItem, told: Understood) -> str:
    if item.why:
        return item.why
    if item.confirmed_at:
        return _("La ha mirado una persona")
    reasons = told.recognised.reasons
    if reasons and reasons[0].code is RecognitionReason.DIFFERS and reasons[0].beside and item.state == State.DOUBTFUL:
        beside = reasons[0].beside
        sentence = _("%(teller)s dice %(value)s") % {"teller": beside.source.words, "value": said(beside.value)}
        return words.sentences(sentence[:1].upper() + sentence[1:]) if len(reasons) > 1 else reasons[0].words
    return " · ".join(reason.words for reason in reasons[:2])


def _action(item: BatchItem, found: Recognised) -> str:
    codes = {reason.code for reason in found.reasons}
    if item.owner is None and found.guesses:
        return _("Elegir")
    if RecognitionReason.DIFFERS in codes:
        return _("Comparar")
    if RecognitionReason.GOES_TO_PAPERS in codes and (item.owner or item.lift):
        return is_a(found)
    return _("Mirarla")


def is_a(found: Recognised) -> str:
    kinds = {
        PaperKind.BULLETIN: _("Es boletín"),
        PaperKind.CERTIFICATE: _("Es certificado"),
        PaperKind.CONTRACT: _("Es contrato"),
    }
    return kinds.get(found.kind, _("Mirarla"))

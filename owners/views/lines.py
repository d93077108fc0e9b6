"""The office says by hand what each line of a published invoice charges for, and gives lines to one without."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from owners.actions import explaining as actions
from owners.actions.explaining import Lines
from owners.forms.lines import LINES, MOST, LineForm, SeenForm, TieForm
from owners.models import Invoice, InvoiceLine
from owners.queries import billing, explaining
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web import words
from portal.web.access import PersonRequest, requires, takes_form


@requires(Permission.RUN_OFFICE)
@takes_form
def lines(request: PersonRequest, invoice: UUID) -> HttpResponse:
    """The lines with their form; with `lacking`, the next that is to be explained follows."""
    at, found = clock.now(), get_object_or_404(billing.every(), pk=invoice)
    if found.withdrawn_at:
        messages.warning(request, _("Está retirada: ya no se explica."), extra_tags="warn")
        return redirect("owners:published-one", invoice=found.pk)
    is_stated = explaining.is_stated(found)
    part = explaining.part(found, _first(request) if is_stated else 1)
    made = _stated if is_stated else _given
    forms: Mapping[int, TieForm] = made(request, found, part.lines)
    seen = SeenForm(request.POST or None, initial={"seen": found.explanations.count()})
    problem = ""
    if request.method == "POST" and all([seen.is_valid(), *(form.is_valid() for form in forms.values())]):
        said = {place: form.charge() for place, form in forms.items()}
        problem = _explain(request, found, Lines(said, seen.cleaned_data["seen"]), at)
        if not problem:
            return _onwards(request, found, part.after)
    page = {
        "invoice": found,
        "is_stated": is_stated,
        "base": words.money(found.base, found.currency),
        "forms": [(place, form, *_stated_of(form.line, found)) for place, form in sorted(forms.items())],
        "faulty": any(form.errors for form in forms.values()),
        "seen": seen,
        "problem": problem,
        "part": part,
        "works": explaining.suggested(found.owner, at),
        "lacking": "lacking" in request.GET,
    }
    return render(request, "owners/office/invoice_lines.html", page)


def _first(request: PersonRequest) -> int:
    """The place from which on the lines are shown, as the address says it."""
    said = request.GET.get("from", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 1


def _stated_of(line: InvoiceLine | None, found: Invoice) -> tuple[str, str, str]:
    """Its words, quantity and amount, as they are printed."""
    if line is None:
        return "", "", ""
    return line.text, words.figure(line.quantity) if line.quantity else "", words.money(line.amount, found.currency)


def _stated(request: PersonRequest, found: Invoice, there: Sequence[InvoiceLine]) -> dict[int, TieForm]:
    """A form for each line that came with it."""
    data = request.POST or None
    return {line.place: TieForm(data, prefix=f"line-{line.place}", owner=found.owner, line=line) for line in there}


def _given(request: PersonRequest, found: Invoice, there: Sequence[InvoiceLine]) -> dict[int, LineForm]:
    """A form for each line that was given by hand, and some more."""
    data, by_place = request.POST or None, {line.place: line for line in there}
    places = range(1, min(max(by_place, default=0) + LINES, MOST) + 1)
    return {
        place: LineForm(data, prefix=f"line-{place}", owner=found.owner, line=by_place.get(place)) for place in places
    }


def _explain(request: PersonRequest, found: Invoice, said: Lines, at: datetime) -> str:
    """Why it cannot be written down; empty when it was."""
    try:
        made = actions.explain(invoice=found, lines=said, by=request.user, at=at)
    except actions.Differs as differs:
        return _differs(found, differs.by)
    except actions.Overtaken:
        return _("Alguien la ha explicado mientras usted escribía: mírela en otra ventana antes de guardar.")
    except actions.CannotExplain:
        return _("La han retirado mientras usted escribía.")
    messages.info(request, _done(found) if made else _("No hay nada que cambiar."))
    return ""


def _done(found: Invoice) -> str:
    if found.announced_at:
        return _("Guardado. Su titular lo lee en la factura.")
    return _("Guardado. Su titular lo leerá en la factura cuando se le avise.")


def _differs(found: Invoice, by: Decimal) -> str:
    sums = {
        "sum": words.money(found.base + by, found.currency),
        "base": words.money(found.base, found.currency),
        "by": words.money(abs(by), found.currency),
    }
    if by > 0:
        return _("Las líneas suman %(sum)s y la base, según el ERP, es %(base)s: sobran %(by)s.") % sums
    return _("Las líneas suman %(sum)s y la base, según el ERP, es %(base)s: faltan %(by)s.") % sums


def _onwards(request: PersonRequest, found: Invoice, after: int) -> HttpResponse:
    """To the next lines of it, to the next invoice that is to be explained, or back to this one."""
    lacking = "lacking" in request.GET
    if after:
        return _to_lines(found, f"from={after}{'&lacking' if lacking else ''}")
    following = explaining.following(found) if lacking else None
    return _to_lines(following, "lacking") if following else redirect("owners:published-one", invoice=found.pk)


def _to_lines(invoice: Invoice, query: str) -> HttpResponse:
    return redirect(f"{reverse('owners:invoice-lines', args=[invoice.pk])}?{query}")

"""How papers reach an owner: by consent electronically, else on paper. For the owner's people and for the office."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from owners.actions import consents as actions
from owners.enums import ConsentTo
from owners.forms import consents as forms
from owners.forms.consents import ConsentForm
from owners.models import Owner
from owners.queries import consents
from portal.access import grants
from portal.access.permissions import Permission
from portal.files import serving, uploads
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires, takes_form

GIVERS = (Permission.READ_OWN_PAPERS, Permission.RUN_OFFICE)


@requires(Permission.READ_OWN_PAPERS)
def every(request: PersonRequest) -> HttpResponse:
    """The owners one speaks for; who speaks for one goes straight to it."""
    owners = consents.of_person(request.user, clock.now(), after=request.GET.get("after", ""))
    if len(owners.rows) == 1 and not request.GET:
        return redirect("owners:delivery", owner=owners.rows[0].pk)
    return render(request, "owners/deliveries.html", {"page": owners})


@requires(Permission.RUN_OFFICE)
def on_paper(request: PersonRequest) -> HttpResponse:
    """Owners who take something on paper."""
    typed, is_all = request.GET.get("q", "").strip()[:80], "all" in request.GET
    found = consents.on_paper(clock.now(), typed=typed, every=is_all, after=request.GET.get("after", ""))
    return render(request, "owners/on_paper.html", {"page": found, "typed": typed, "every": is_all})


@requires(*GIVERS)
@takes_form
def one(request: PersonRequest, owner: UUID) -> HttpResponse:
    """How papers reach one owner, with the text of each consent and the form that gives it."""
    at = clock.now()
    found = get_object_or_404(consents.owners(request.user, at), pk=owner)
    signed = grants.may(request.user, Permission.RUN_OFFICE)
    ways = consents.ways(found, at)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    rows = [(one, forms.of(one.to, one.wording, signed=signed, data=data, files=files)) for one in ways.standings]
    sent = next((form for _way, form in rows if form.is_bound), None)
    if sent is not None and sent.is_valid() and _give(request, found, sent, at):
        return redirect("owners:delivery", owner=found.pk)
    return render(request, "owners/delivery.html", {"ways": ways, "rows": rows, "signed": signed})


def _give(request: PersonRequest, owner: Owner, form: ConsentForm, at: datetime) -> bool:
    typed: dict[str, Any] = form.cleaned_data
    evidence = uploads.keep(typed["evidence"], at=at) if typed.get("evidence") else None
    said = {"wording": typed["wording"], "language": (get_language() or "es")[:2], "evidence": evidence}
    try:
        actions.give(owner=owner, to=ConsentTo(typed["to"]), by=request.user, at=at, **said)
    except actions.OtherWording:
        form.add_error(None, _("El texto ha cambiado mientras tanto: léalo otra vez antes de aceptarlo."))
        return False
    except actions.AlreadyGiven:
        messages.info(request, _("Ya constaba."))
    else:
        messages.info(request, _("Anotado. Desde ahora llegan por vía electrónica."))
    return True


@requires(*GIVERS)
@post_only
def revocation(request: PersonRequest, consent: UUID) -> HttpResponse:
    """From now on papers of that kind go on paper."""
    at = clock.now()
    found = get_object_or_404(consents.given(request.user, at), pk=consent)
    try:
        actions.revoke(consent=found, by=request.user, at=at)
    except actions.CannotRevoke:
        messages.info(request, _("Ya estaba retirado."))
    else:
        messages.info(request, _("Retirado. Desde ahora llegan en papel."))
    return redirect("owners:delivery", owner=found.owner_id)


@requires(Permission.RUN_OFFICE)
def evidence(request: PersonRequest, consent: UUID) -> HttpResponse:
    """The paper the owner signed."""
    found = get_object_or_404(consents.given(request.user, clock.now()), pk=consent)
    if found.evidence is None:
        raise Http404
    return serving.serve(request, found.evidence, name=f"consentimiento_{found.owner.nif or found.owner_id}")

"""Giving and ending mandates: who speaks for an owner, with what proves it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from owners.actions import owners as actions
from owners.models import Agency, Mandate, Owner
from owners.queries import mandates as queries
from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.accounts.models import User
from portal.files import serving, uploads
from portal.lib import clock
from portal.views.people import ending
from portal.views.people.office import today
from portal.views.people.office_forms import MandateForm
from portal.views.people.person import handled
from portal.web import pages
from portal.web.access import PersonRequest, requires, takes_form


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def give_person(request: PersonRequest, person: UUID) -> HttpResponse:
    """The person speaks for an owner."""
    return _give(request, handled(request, person), "person")


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def give_agency(request: PersonRequest, agency: UUID) -> HttpResponse:
    """The firm, and so whoever works at it, speaks for an owner."""
    return _give(request, get_object_or_404(queries.agencies(today()), pk=agency), "agency")


def _give(request: PersonRequest, holder: User | Agency, holder_is: str) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()
    found = list(queries.owners_called(wanted)[: queries.FOUND + 1]) if wanted else []
    form = _form(request, found[: queries.FOUND], holder_is)
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, form.cleaned_data, {holder_is: holder})
        except actions.AlreadyHeld:
            form.add_error("owner", _("Ya tiene ese mandato de ese titular."))
        else:
            messages.info(request, _("Mandato dado."))
            return redirect(pages.url_for(holder))
    context = {
        "form": form,
        "holder": holder,
        "back": pages.url_for(holder),
        "wanted": wanted,
        "found": found[: queries.FOUND],
        "more": len(found) > queries.FOUND,
    }
    return render(request, "people/mandate_new.html#found" if request.htmx else "people/mandate_new.html", context)


def _form(request: PersonRequest, owners: list[Owner], holder_is: str) -> MandateForm:
    usual = Role.MANAGER if holder_is == "agency" else Role.CHAIR
    initial = {"from_on": today(), "role": usual, "owner": owners[0].pk if len(owners) == 1 else None}
    return MandateForm(request.POST or None, request.FILES or None, owners=owners, initial=initial)


def _write(request: PersonRequest, typed: dict[str, Any], holder: dict[str, Any]) -> Mandate:
    at = clock.now()
    kept = uploads.keep(typed["file"], at=at) if typed["file"] else None
    return actions.give_mandate(
        owner=queries.owners_called("").get(pk=typed["owner"]),
        role=Role(typed["role"]),
        from_on=typed["from_on"],
        evidence=typed["evidence"],
        evidence_file=kept,
        by=request.user,
        at=at,
        **holder,
    )


@requires(Permission.MANAGE_PEOPLE)
@takes_form
def end(request: PersonRequest, mandate: UUID) -> HttpResponse:
    """The mandate ends at 00:00 of a day."""
    held = get_object_or_404(queries.mandates(), pk=mandate, to_on=None)
    holder = handled(request, held.person.pk) if held.person else held.agency
    assert holder  # noqa: S101 - a constraint: a mandate is a person's or a firm's
    said = {"role": Role(held.role).label, "owner": held.owner.name}
    return ending.ask(
        request,
        title=_("Terminar el mandato: %(role)s de %(owner)s") % said,
        whose=holder.name,
        evidence=held.evidence,
        back=pages.url_for(holder),
        act=partial(actions.end_mandate, mandate=held, by=request.user, at=clock.now()),
        refusals={actions.CannotEnd: ending.too_early(held.from_on)},
    )


@requires(Permission.MANAGE_PEOPLE)
def evidence(request: PersonRequest, mandate: UUID) -> HttpResponse:
    """What proves a mandate, as it was handed in."""
    held = get_object_or_404(queries.mandates(), pk=mandate, evidence_file__isnull=False)
    assert held.evidence_file  # noqa: S101 - the filter above
    ending = "pdf" if held.evidence_file.media_type == "application/pdf" else "jpg"
    return serving.serve(request, held.evidence_file, name=f"{_('justificante')}_{held.from_on}.{ending}")

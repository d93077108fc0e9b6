"""The office sends itself the mail of a batch before anybody else gets it."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from notifications.actions import proofs
from owners.actions import drafting
from owners.queries import batches
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, post_only, requires


@requires(Permission.RUN_OFFICE)
@post_only
def proof(request: PersonRequest, batch: UUID) -> HttpResponse:
    """The mail of the first sure invoice of a batch, to who asks."""
    found = get_object_or_404(batches.every(), pk=batch)
    try:
        item = batches.first_sure(found)
        if item is None:
            raise drafting.Unpublishable
        proofs.send(item=item, to=request.user, at=clock.now())
    except drafting.Unpublishable:
        notes.warning(request, _("No hay ninguna factura segura que enseñarle."), extra_tags="warn")
    except proofs.NoAddress:
        notes.warning(request, _("Su cuenta no tiene correo: póngalo en «Su cuenta»."), extra_tags="warn")
    else:
        words = _("Va hacia %(address)s el correo de «%(name)s», como lo recibirá su titular.")
        notes.info(request, words % {"address": request.user.email, "name": item.name})
    return redirect("owners:batch", batch=found.pk)

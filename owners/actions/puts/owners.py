"""An owner, told by a program: silent until the office begins to write to him, as imports leave him."""

from django.db import transaction
from django.utils.translation import gettext as _

from owners.actions import owners as owning
from owners.actions.puts.putting import CannotPut, Outcome, Put, Told, refuse_other
from owners.models import Owner

COLUMNS = ("name", "kind", "nif", "address")


@transaction.atomic
def put(told: Told) -> Put:
    """Writes an owner down."""
    said = {name: told.said[name] for name in COLUMNS}
    said["nif"] = "".join(char for char in said["nif"] if char.isalnum()).upper()
    here = Owner.objects.filter(**told.named).first()
    if here:
        refuse_other(vars(here), said)
        return Put(here.pk, Outcome.SAME)
    if said["nif"] and Owner.objects.filter(nif=said["nif"]).exists():
        raise CannotPut(_("Ya hay otro titular con ese NIF."))
    owner = owning.prepare(**told.named, **said)
    owner.save(force_insert=True)
    return Put(owner.pk, Outcome.CREATED)

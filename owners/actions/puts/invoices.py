"""An invoice, told by a program with its file: published as the office publishes, then moved as the ERP says."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maintenance.models import Lift
from maintenance.queries import imports
from owners.actions import invoices
from owners.actions.invoices import Charge, Stated
from owners.actions.puts.putting import CannotPut, Outcome, Put, Told, owner_called, refuse_other
from owners.models import Clause, Invoice, Owner
from owners.queries import billing
from owners.rules.standings import Standing
from portal.files.models import File
from portal.lib import written
from portal.lib.shapes.misfits import Misfit, Unfit

STATED = tuple(Stated.__dataclass_fields__)
LINE = ("text", "what_for", "amount", "list_amount", "quantity", "works_reference", "covered", "why")


@dataclass(frozen=True)
class Publication:
    """Publishing an invoice with the file that came with it, kept already."""

    file: File

    @transaction.atomic
    def __call__(self, told: Told) -> Put:
        """Publishes it, or says where it stands now."""
        here = Invoice.objects.filter(**told.named).first()
        if here is None:
            return Put(self._publish(told).pk, Outcome.CREATED)
        if here.withdrawn_at:
            raise CannotPut(_("Esa factura se retiró. Si vuelve a valer, mándela con otro identificador."))
        owner = owner_called(told, told.said["owner"])
        said = _stated(told) | {"owner": owner.pk, "file": self.file.pk, "lines": _lines_said(told)}
        refuse_other(_held(here), said)
        before = Standing.of(here)
        moved = _moved(here, told)
        return Put(here.pk, Outcome.SAME if Standing.of(moved) == before else Outcome.CHANGED)

    def _publish(self, told: Told) -> Invoice:
        said, owner = told.said, owner_called(told, told.said["owner"])
        charges = [_charge(owner, one, f"lines[{place}]") for place, one in enumerate(said["lines"])]
        try:
            return invoices.publish(
                owner=owner,
                file=self.file,
                stated=Stated(**_stated(told)),
                charges=charges,
                lifts=_lifts(told, owner, charges),
                standing=Standing(**said["standing"]),
                announce_after=said["announce_after"],
                origin=told.origin_of(said["issued_on"]),
                **told.named,
                **told.hand,
            )
        except invoices.AlreadyPublished as there:
            words = {"number": there.standing.number, "owner": there.standing.owner.name}
            raise CannotPut(_("Ya está publicada: es la %(number)s de %(owner)s.") % words) from there
        except invoices.LinkNotAllowed as outside:
            raise Unfit(Misfit.NOT_OFFERED, outside.field) from outside
        except invoices.ToCome as early:
            raise CannotPut(_not_yet(early)) from early


def _moved(here: Invoice, told: Told) -> Invoice:
    """The invoice where the program says it stands, or as it was; raises CannotPut."""
    try:
        return invoices.move(invoice=here, to=Standing(**told.said["standing"]), **told.hand)
    except invoices.NotAnnounced as early:
        raise CannotPut(_("Aún no se ha avisado de ella: dígalo cuando tenga `announced_at`.")) from early
    except invoices.ToCome as early:
        raise CannotPut(_not_yet(early)) from early
    except invoices.CannotMove as moved:
        raise CannotPut(_("Alguien la cambió mientras tanto: pídala otra vez y repita.")) from moved


def _not_yet(early: invoices.ToCome) -> str:
    return _("El %(day)s no ha llegado: todavía no puede estar cargada, devuelta ni pagada ese día.") % {
        "day": written.day(early.day)
    }


def _stated(told: Told) -> dict[str, Any]:
    return {name: told.said[name] for name in STATED}


def _lines_said(told: Told) -> list[dict[str, Any]]:
    return [{name: one[name] for name in LINE} for one in told.said["lines"]]


def _held(invoice: Invoice) -> dict[str, Any]:
    return vars(invoice) | {
        "owner": invoice.owner_id,
        "file": invoice.file_id,
        "lines": list(invoice.lines.as_published().order_by("place").values(*LINE)),
    }


def _charge(owner: Owner, said: dict[str, Any], where: str) -> Charge:
    """The line with the works its reference names, and the clause of that number in the owner's last contract."""
    found = {"clause": None} if not said["clause"] else {"clause": _clause(owner, said["clause"], where)}
    works = billing.linked(owner, said["works_reference"])
    return Charge(**{name: said[name] for name in LINE}, **found, **works)


def _clause(owner: Owner, number: str, where: str) -> Clause:
    found = billing.clauses(owner).filter(number=number).last()
    if found is None:
        raise Unfit(Misfit.NOT_HERE, f"{where}.clause", number)
    return found


def _lifts(told: Told, owner: Owner, charges: list[Charge]) -> list[Lift]:
    """Those it names; else those its works were done on, or all the owner has."""
    names = told.said["lifts"]
    if not names:
        works = [thing for one in charges for thing in one.things]
        return billing.lifts_of(owner, works, told.at)
    known = imports.lifts_called(names, told.source)
    for number, name in enumerate(names):
        if name not in known:
            raise Unfit(Misfit.NOT_HERE, f"lifts[{number}]", name)
    return list(Lift.objects.filter(pk__in=known.values()))

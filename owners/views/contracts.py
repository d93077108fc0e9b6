"""Contracts as the owner reads them: cover, clauses, price, term, promises."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from owners.enums.enquiries import About
from owners.queries import contract_page, enquiries, scope
from portal.access.permissions import Permission
from portal.lib import clock
from portal.web.access import PersonRequest, requires

READERS = (Permission.READ_OWN_MONEY, Permission.RUN_OFFICE)


@requires(*READERS)
def contracts(request: PersonRequest) -> HttpResponse:
    """The contracts one sees, running ones first."""
    return render(request, "owners/contracts.html", {"rows": contract_page.listed(request.user, clock.now())})


@requires(*READERS)
def contract(request: PersonRequest, contract: UUID) -> HttpResponse:
    """One contract, with nothing left out."""
    at = clock.now()
    found = get_object_or_404(scope.contracts(request.user, at).select_related("owner"), pk=contract)
    page = {
        "contract": found,
        "facts": contract_page.facts(found, at),
        "monthly": contract_page.monthly(found, at),
        "prices": contract_page.prices(found, at),
        "promises": contract_page.promises(found),
        "clauses": contract_page.clauses(found),
        "lifts": contract_page.lifts(found, request.user, at),
        "asked": enquiries.about(request.user, at, About.CONTRACT, found.pk),
        "is_over": contract_page.is_over(found, scope.today(at)),
    }
    return render(request, "owners/contract.html", page)

"""What the office writes for an owner begins with finding him."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from owners.queries import choosing
from owners.queries.choosing import Chosen
from portal.web.access import PersonRequest

WANTED = "owners/office/owner_wanted.html"


def ask_owner(
    request: PersonRequest,
    *,
    title: str,
    back: str,
    back_words: str,
    find: Callable[[str], Chosen] = choosing.owners,
    label: str = "",
) -> HttpResponse:
    """The page that looks for an owner, or with htmx who was found; each leads to `?owner=`."""
    chosen = find(request.GET.get("q", ""))
    label = label or _("Titular: nombre, NIF o calle")
    page = {"title": title, "back": reverse(back), "back_words": back_words, "chosen": chosen, "label": label}
    return render(request, f"{WANTED}#found" if request.htmx else WANTED, page)

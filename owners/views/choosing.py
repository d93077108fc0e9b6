"""What the office writes for an owner begins with finding him."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from owners.queries import choosing
from portal.web.access import PersonRequest

WANTED = "owners/office/owner_wanted.html"


def ask_owner(request: PersonRequest, *, title: str, back: str, back_words: str) -> HttpResponse:
    """The page that looks for an owner, or with htmx who was found; each leads to `?owner=`."""
    chosen = choosing.owners(request.GET.get("q", ""))
    page = {"title": title, "back": reverse(back), "back_words": back_words, "chosen": chosen}
    return render(request, f"{WANTED}#found" if request.htmx else WANTED, page)

"""Ending what runs from a day to a day: a post, a mandate, a membership. One page asks for the day."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.views.people.office import today
from portal.views.people.office_forms import EndForm
from portal.web.access import PersonRequest


def ask(
    request: PersonRequest,
    *,
    title: str,
    whose: str,
    evidence: str,
    back: str,
    act: Callable[..., Any],
    refusals: Mapping[type[Exception], str],
) -> HttpResponse:
    """Asks for the first day without it and ends it; what the action refuses is said in the words of `refusals`."""
    form = EndForm(request.POST or None, initial={"to_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            act(to_on=form.cleaned_data["to_on"])
        except tuple(refusals) as refused:
            form.add_error("to_on", refusals[type(refused)])
        else:
            last = f"{form.cleaned_data['to_on']:%d/%m/%Y}"
            messages.info(request, _("Hecho: termina el %(day)s a las 00:00.") % {"day": last})
            return redirect(back)
    context = {"form": form, "title": title, "whose": whose, "evidence": evidence, "back": back}
    return render(request, "people/end.html", context)


def too_early(since: date) -> str:
    """Why it cannot end on that day."""
    return _("Empezó el %(day)s: no puede terminar antes.") % {"day": f"{since:%d/%m/%Y}"}

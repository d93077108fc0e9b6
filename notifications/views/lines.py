"""The catalogue as the company has it: what is told to whom, what it leaves unsaid, and in which words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from csp.constants import SELF
from csp.decorators import csp, csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from notifications import catalogue
from notifications.actions import lines as actions
from notifications.actions import sampling
from notifications.channels.email import layout
from notifications.enums import Rhythm, Topic
from notifications.forms.lines import DraftForm, SwitchForm, WordsForm
from notifications.models import LineVersion
from notifications.queries import lines
from notifications.rules import wordings
from notifications.touchpoint import Touchpoint
from notifications.views.mailbox import MAIL, in_whole_window
from portal.access import grants
from portal.access.permissions import Permission
from portal.access.roles import Role
from portal.lib import clock
from portal.web import words
from portal.web.access import PersonRequest, post_only, requires, takes_form


@requires(Permission.RUN_OFFICE)
def every(request: PersonRequest) -> HttpResponse:
    """By topic: whom each tells, and how the company has it."""
    known = lines.current()
    topics = [
        (topic.label, [_line(one, known.get(one.key)) for one in catalogue.ALL if one.topic == topic])
        for topic in Topic
    ]
    page = {"topics": [one for one in topics if one[1]], "summaries": list(catalogue.SUMMARIES.values())}
    return render(request, "notifications/lines.html", page)


@requires(Permission.RUN_OFFICE)
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def one(request: PersonRequest, line: str) -> HttpResponse:
    """One line: who and when, how it reads in both languages, and how it was before."""
    touchpoint = _named(line)
    versions = list(lines.history(line)[:50])
    now = versions[0] if versions else None
    page = {
        "line": _line(touchpoint, now),
        "now": now,
        "seen": now.number if now else 0,
        "may": grants.may(request.user, Permission.MANAGE_COMPANY),
        "versions": [_version(version) for version in versions],
    }
    return render(request, "notifications/line.html", page)


@requires(Permission.MANAGE_COMPANY)
@post_only
def switch(request: PersonRequest, line: str) -> HttpResponse:
    """Sent from now on, or no more."""
    touchpoint, form = _named(line), SwitchForm(request.POST)
    if not actions.can_be_switched(touchpoint):
        raise Http404
    if form.is_valid():
        with _told_when_overtaken(request):
            actions.switch(touchpoint=touchpoint, by=request.user, at=clock.now(), **form.cleaned_data)
    return redirect("notifications:line", line=line)


@requires(Permission.MANAGE_COMPANY)
@takes_form
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def wording(request: PersonRequest, line: str) -> HttpResponse:
    """The company's own words; looked at as a mail before they are kept."""
    touchpoint = _named(line)
    if not actions.can_be_worded(touchpoint):
        raise Http404
    now = lines.history(line).first()
    form = WordsForm(request.POST, now=now) if request.method == "POST" else WordsForm(now=now)
    if request.method == "POST" and form.is_valid() and "keep" in request.POST:
        try:
            seen = form.cleaned_data["seen"]
            actions.word(touchpoint=touchpoint, words=form.words(), seen=seen, by=request.user, at=clock.now())
        except actions.Overtaken:
            form.add_error(None, _("Alguien lo cambió mientras escribía. Abra la página otra vez."))
        else:
            messages.info(request, _("Guardado: desde ahora se escribe así."))
            return redirect("notifications:line", line=line)
    is_looked_at = request.method == "POST" and form.is_valid()
    page = {
        "line": _line(touchpoint, now),
        "form": form,
        "drafts": [("es", form["title_es"].value(), form["opening_es"].value()),
                   ("en", form["title_en"].value(), form["opening_en"].value())] if is_looked_at else [],
        "names": _names(),
    }  # fmt: skip
    return render(request, "notifications/line_words.html", page)


@requires(Permission.MANAGE_COMPANY)
@post_only
def ours(request: PersonRequest, line: str) -> HttpResponse:
    """Back to the words it came with."""
    touchpoint, form = _named(line), SwitchForm(request.POST)
    if not actions.can_be_worded(touchpoint):
        raise Http404
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        with _told_when_overtaken(request):
            actions.word(touchpoint=touchpoint, words=actions.Words(), seen=seen, by=request.user, at=clock.now())
    return redirect("notifications:line", line=line)


@requires(Permission.RUN_OFFICE)
@xframe_options_sameorigin
@csp(MAIL)  # type: ignore[arg-type]
def mail(request: PersonRequest, line: str) -> HttpResponse:
    """How it reads as a mail, alone in its frame: as it is kept, or in the words of the address."""
    touchpoint, draft = _named(line), DraftForm(request.GET)
    if touchpoint.letter is None or not draft.is_valid():
        raise Http404
    language, title, opening = (draft.cleaned_data[name] for name in ("language", "title", "opening"))
    language = language or request.user.language
    version = lines.history(line).first()
    if title and opening:
        version = LineVersion(title_es=title, title_en=title, opening_es=opening, opening_en=opening)
    letter = sampling.sample(touchpoint, version, language=language, by=request.user)
    with translation.override(language):
        return in_whole_window(layout.html(letter))


@contextmanager
def _told_when_overtaken(request: PersonRequest) -> Iterator[None]:
    try:
        yield
    except actions.Overtaken:
        messages.error(request, _("Alguien lo cambió mientras lo miraba: está como se ve ahora."))


def _named(line: str) -> Touchpoint:
    if line not in catalogue.KEYS:
        raise Http404
    return catalogue.named(line)


def _line(touchpoint: Touchpoint, now: LineVersion | None) -> dict[str, Any]:
    can = actions.can_be_switched(touchpoint)
    return {
        "key": touchpoint.key,
        "label": touchpoint.label,
        "kind": touchpoint.kind.label,
        "who": _who(touchpoint),
        "when": _when(touchpoint),
        "is_on": now is None or now.is_on,
        "is_worded": now is not None and now.is_worded,
        "can_switch": can,
        "can_word": actions.can_be_worded(touchpoint),
        "has_letter": touchpoint.letter is not None,
    }


def _who(touchpoint: Touchpoint) -> str:
    if touchpoint.mailbox:
        return _("Los buzones de facturas de las administraciones")
    return ", ".join(str(role.label) for role in Role if role in touchpoint.roles) or _("Aquel de quien trata")


def _when(touchpoint: Touchpoint) -> str:
    """How its readers hear of it who have chosen nothing."""
    gathered = [str(role.label) for role in Role if touchpoint.rhythm.get(role) == Rhythm.DIGEST]
    off = [str(role.label) for role in Role if touchpoint.rhythm.get(role) == Rhythm.OFF]
    said = [_("Junto, en un resumen: %(who)s.") % {"who": ", ".join(gathered)}] if gathered else []
    said += [_("Solo si lo pide: %(who)s.") % {"who": ", ".join(off)}] if off else []
    if len(gathered) + len(off) < max(len(touchpoint.roles), 1):
        said.append(_("Cuando pasa, los demás.") if said else _("Cuando pasa."))
    return " ".join(said)


def _version(version: LineVersion) -> dict[str, Any]:
    now = timezone.localtime(clock.now())
    return {
        "number": version.number,
        "is_on": version.is_on,
        "is_worded": version.is_worded,
        "title": version.title_es,
        "opening": version.opening_es,
        "who": version.by.name,
        "when": words.moment(timezone.localtime(version.at), now),
    }


def _names() -> list[tuple[str, str]]:
    told = {
        "nombre": _("quien lo lee"),
        "asunto": _("nuestro asunto; solo en el asunto o la entrada"),
        wordings.FACT: _("nuestra frase de qué pasó; en la entrada, una vez"),
        "lugar": _("el ascensor o el titular"),
        "empresa": _("el nombre de la empresa"),
        "telefono": _("el teléfono de la oficina"),
        "contacto": _("su persona en la oficina"),
    }
    return [(f"{{{name}}}", told[name]) for name in wordings.NAMES]

"""The shell: one page with all words and templates, kept by the phone; and what a browser needs to keep it."""

import hashlib
import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from maintenance.enums import Attribution, Cause, Communication, Drive, Frequency, Leaving, Severity, Step, Unscanned
from maintenance.views.field import files
from portal.access.permissions import Permission
from portal.company import queries as companies
from portal.web.access import PersonRequest, public, requires

ICONS = ("check", "wrench", "eye", "clock", "minus", "x")
SIZES = ((192, "any"), (512, "any"), (512, "maskable"))


@requires(Permission.WORK_ON_LIFTS)
@require_safe
@gzip_page  # words and templates, without a secret that packing could betray
def shell(request: PersonRequest) -> HttpResponse:
    """The page the phone keeps. It says nothing of anybody: what it shows comes from the phone and from the API."""
    page = _page(request)
    return HttpResponse(page, headers={"Field-Version": _version(page)})


@requires(Permission.WORK_ON_LIFTS)
@require_safe
def worker(request: PersonRequest) -> HttpResponse:
    """The service worker: which version, which files, and the rules."""
    kept = [*files.kept(), _style(), reverse("company-css"), reverse("field:manifest")]
    told = json.dumps({"version": _version(_page(request)), "files": kept, **_for_notices()})
    script = f'const SHELL = {told};\nimportScripts("{files.worker()}");\n'
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@public
@require_safe
@gzip_page
def whole_style(request: HttpRequest, style: str) -> HttpResponse:
    """All its style in one sheet, kept for good: another sheet has another address."""
    if style != files.style_digest():
        raise Http404
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(files.style(), content_type="text/css; charset=utf-8", headers=kept)


def _style() -> str:
    return reverse("field:style", args=[files.style_digest()])


def _for_notices() -> dict[str, Any]:
    """What the worker shows of a push it cannot read, and with which picture."""
    return {
        "unread": {"title": companies.current().name, "body": _("Hay algo nuevo en su ronda.")},
        "icon": static(f"{files.HOME}/icons/icon-192.png"),
    }


@public
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Under what name and picture the app stands among the others."""
    try:
        name = companies.current().name
    except companies.NotOpened:
        name = "Rellano"
    told = {
        "id": reverse("field:shell"),
        "name": _("%(company)s, ronda") % {"company": name},
        "short_name": name,
        "start_url": reverse("field:shell"),
        "scope": reverse("field:shell"),
        "display": "standalone",
        "orientation": "portrait",
        "background_color": "#f4f6f7",
        "theme_color": "#ffffff",
        "icons": [_icon(size, purpose) for size, purpose in SIZES],
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _icon(size: int, purpose: str) -> dict[str, str]:
    shape = "-maskable" if purpose == "maskable" else ""
    address = static(f"{files.HOME}/icons/icon-{size}{shape}.png")
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _page(request: HttpRequest) -> str:
    return render_to_string("maintenance/field/shell.html", _words() | {"icons": ICONS}, request)


def _words() -> dict[str, Any]:
    """The closed lists of the trade, so that the phone words them as the house does."""
    return {
        "scopes": Frequency.choices,
        "causes": Cause.choices,
        "attributions": Attribution.choices,
        "leavings": Leaving.choices,
        "severities": Severity.choices,
        "unscanned": Unscanned.choices,
        "steps": Step.choices,
        "drives": Drive.choices,
        "communications": Communication.choices,
        "style": _style(),
        "modules": files.first(),
    }


def _version(page: str) -> str:
    """Other words, another file or another colour: another version."""
    company = companies.current()
    parts = (page, company.accent, company.accent_dark, *files.digests())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]

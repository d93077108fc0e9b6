"""Where the provider that carries our mail tells what became of it, and brings the answers."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from notifications.actions import carrying
from notifications.channels.email import provider
from portal.web.access import post_only, public


@csrf_exempt
@public
@post_only
def tracking(request: HttpRequest) -> HttpResponseBase:
    """Arrived, came back, unwanted. The provider proves itself by its secret or its signature, or is refused."""
    return _heard(request, "tracking")


@csrf_exempt
@public
@post_only
def inbound(request: HttpRequest) -> HttpResponseBase:
    """An answer to one of our mails."""
    return _heard(request, "inbound")


def _heard(request: HttpRequest, kind: str) -> HttpResponseBase:
    view = provider.webhook(kind)
    if view is None:
        raise Http404
    carrying.listen()
    return view(request)

"""Whoever comes by a link of a message of his has opened it."""

from django.http import HttpRequest, HttpResponse

from notifications.actions import opening
from notifications.channels.opening import NAME, key_in
from portal.accounts.models import User
from portal.lib import clock
from portal.web.middleware import Answer


class OpensMessages:
    """Writes down that its reader was shown the page; a browser that only fetches in advance has shown nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key = key_in(request.GET.get(NAME, "")) if request.method == "GET" else None
        was_shown = response.status_code == 200 and "prefetch" not in request.headers.get("Sec-Purpose", "")
        if key and was_shown and isinstance(request.user, User):
            opening.opened(message=key, person=request.user, at=clock.now())
        return response

"""The one page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = "<!doctype html><title>%s</title><p>" + "rellano " * 245


def floor(request: HttpRequest) -> HttpResponse:
    """Two kilobytes for who is signed in."""
    return HttpResponse(PAGE % request.user, status=200 if request.user.is_authenticated else 403)


urlpatterns = [path("", floor)]

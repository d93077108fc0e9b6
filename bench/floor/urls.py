"""The one page, and the one file."""

import os
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

PAGE = "<!doctype html><title>%s</title><p>" + "rellano " * 245


def floor(request: HttpRequest) -> HttpResponse:
    """Two kilobytes for who is signed in."""
    return HttpResponse(PAGE % request.user, status=200 if request.user.is_authenticated else 403)


def file(request: HttpRequest) -> HttpResponseBase:
    """The bytes of one file for who is signed in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    return FileResponse(Path(os.environ["BENCH_FILE"]).open("rb"))


urlpatterns = [path("", floor), path("file", file)]

"""Paths of the technician's door."""

from django.urls import path

from maintenance.views.field import shell

app_name = "field"
urlpatterns = [
    path("", shell.shell, name="shell"),
    path("sw.js", shell.worker, name="worker"),
    path("style/<slug:style>/", shell.whole_style, name="style"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
]

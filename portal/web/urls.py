"""Paths every page needs: the company's colour, and the style guide of the demo."""

from django.urls import path

from portal.web import colour
from portal.web.access import demo_only
from portal.web.views import styleguide

urlpatterns = [
    path("company.css", colour.company_css, name="company-css"),
    path("styleguide/", demo_only(styleguide), name="styleguide"),
]

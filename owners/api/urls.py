"""Paths for programs."""

from django.urls import path

from owners.api import lifts, months, papers, puts

HERE = "by-external-id/<slug:source>/<str:external_id>"

app_name = "machines"
urlpatterns = [
    path("lifts", lifts.lifts, name="lifts"),
    path("lifts/<uuid:lift>", lifts.lift, name="lift"),
    path("visits", lifts.visits, name="visits"),
    path("visits/<uuid:visit>", lifts.visit, name="visit"),
    path("breakdowns", lifts.breakdowns, name="breakdowns"),
    path("breakdowns/<uuid:breakdown>", lifts.breakdown, name="breakdown"),
    path("invoices", papers.invoices, name="invoices"),
    path("invoices/<uuid:invoice>", papers.invoice, name="invoice"),
    path("invoices/<uuid:invoice>/file", papers.invoice_file, name="invoice-file"),
    path("documents", papers.documents, name="documents"),
    path("documents/<uuid:document>", papers.document, name="document"),
    path("documents/<uuid:document>/file", papers.document_file, name="document-file"),
    path("months/<str:month>", months.month, name="month"),
    path("months/<str:month>/file", months.month_file, name="month-file"),
    path(f"owners/{HERE}", puts.put_owner, name="put-owner"),
    path(f"lifts/{HERE}", puts.put_lift, name="put-lift"),
    path(f"contracts/{HERE}", puts.put_contract, name="put-contract"),
    path(f"visits/{HERE}", puts.put_visit, name="put-visit"),
    path(f"breakdowns/{HERE}", puts.put_breakdown, name="put-breakdown"),
    path(f"invoices/{HERE}", puts.put_invoice, name="put-invoice"),
]

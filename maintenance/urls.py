"""Paths of the office's pages."""

from django.urls import path

from maintenance.views import breakdowns, calls, contractors, duty, findings, joining, lifts, planning, visits

app_name = "maintenance"
urlpatterns = [
    path("calls/new/", calls.new, name="call-new"),
    path("calls/<uuid:call>/", calls.call, name="call"),
    path("calls/<uuid:call>/settlement/", calls.settlement, name="call-settlement"),
    path("calls/<uuid:call>/confirmation/", calls.confirmation, name="call-confirmation"),
    path("breakdowns/<uuid:breakdown>/", breakdowns.breakdown, name="breakdown"),
    path("breakdowns/<uuid:breakdown>/assignment/", breakdowns.assignment, name="breakdown-assignment"),
    path("breakdowns/<uuid:breakdown>/departure/", breakdowns.departure, name="breakdown-departure"),
    path("breakdowns/<uuid:breakdown>/arrival/", breakdowns.arrival, name="breakdown-arrival"),
    path("breakdowns/<uuid:breakdown>/freeing/", breakdowns.freeing, name="breakdown-freeing"),
    path("breakdowns/<uuid:breakdown>/cause/", breakdowns.cause, name="breakdown-cause"),
    path("breakdowns/<uuid:breakdown>/leaving/", breakdowns.leaving, name="breakdown-leaving"),
    path("breakdowns/<uuid:breakdown>/promise/", breakdowns.promise, name="breakdown-promise"),
    path("breakdowns/<uuid:breakdown>/restoration/", breakdowns.restoration, name="breakdown-restoration"),
    path("visits/new/", visits.new, name="visit-new"),
    path("visits/<uuid:visit>/", visits.visit, name="visit"),
    path("visits/<uuid:visit>/joining/", joining.pair, name="visit-joining"),
    path("planning/", planning.week, name="planning"),
    path("planning/proposal/", planning.proposal, name="planning-proposal"),
    path("planning/proposal/acceptance/", planning.acceptance, name="planning-acceptance"),
    path("planning/<uuid:lift>/", planning.lift, name="planning-lift"),
    path("planning/<uuid:lift>/cancellation/", planning.cancellation, name="planning-cancellation"),
    path("findings/", findings.waiting, name="findings"),
    path("findings/<uuid:finding>/", findings.one, name="finding"),
    path("findings/<uuid:finding>/withdrawal/", findings.withdrawal, name="finding-withdrawal"),
    path("duty/", duty.week, name="duty"),
    path("duty/<uuid:duty>/", duty.one, name="duty-one"),
    path("duty/<uuid:duty>/removal/", duty.removal, name="duty-removal"),
    path("contractors/", contractors.every, name="contractors"),
    path("contractors/new/", contractors.new, name="contractor-new"),
    path("contractors/<uuid:contractor>/", contractors.one, name="contractor"),
    path("contractors/<uuid:contractor>/technicians/", contractors.member, name="contractor-member"),
    path(
        "contractors/<uuid:contractor>/technicians/<uuid:technician>/departure/",
        contractors.departure,
        name="contractor-departure",
    ),
    path("contractors/<uuid:contractor>/authorisations/new/", contractors.authorisation_new, name="authorisation-new"),
    path("authorisations/<uuid:authorisation>/end/", contractors.authorisation_end, name="authorisation-end"),
    path("authorisations/<uuid:authorisation>/file/", contractors.authorisation_file, name="authorisation-file"),
    path("lifts/", lifts.lifts, name="lifts"),
    path("lifts/<uuid:lift>/", lifts.lift, name="lift"),
]

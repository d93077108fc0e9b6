"""Paths of the office's pages."""

from django.urls import path

from maintenance.views import breakdowns, calls, lifts, visits

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
    path("lifts/", lifts.lifts, name="lifts"),
    path("lifts/<uuid:lift>/", lifts.lift, name="lift"),
]

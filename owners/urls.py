"""Paths of the owner's pages."""

from django.urls import path

from owners.views import breakdown, bulletins, call, history, lift, lifts, photos, service, visits

app_name = "owners"
urlpatterns = [
    path("lifts/", lifts.lifts, name="lifts"),
    path("lifts/<uuid:lift>/", lift.lift, name="lift"),
    path("lifts/<uuid:lift>/visits/", visits.visits, name="visits"),
    path("lifts/<uuid:lift>/service/", service.service, name="service"),
    path("lifts/<uuid:lift>/history/", history.history, name="history"),
    path("lifts/<uuid:lift>/history/download/", history.download, name="history-download"),
    path("lifts/<uuid:lift>/calls/new/", call.call, name="call"),
    path("lifts/<uuid:lift>/calls/<int:number>/", call.received, name="call-received"),
    path("history/verifier/", history.verifier, name="verifier"),
    path("visits/<uuid:visit>/", visits.visit, name="visit"),
    path("breakdowns/<uuid:breakdown>/", breakdown.breakdown, name="breakdown"),
    path("photos/<uuid:photo>/", photos.photo, name="photo"),
    path("photos/<uuid:photo>/thumbnail/", photos.thumbnail, name="photo-thumbnail"),
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/receipts/", bulletins.many_receipts, name="receipts"),
    path("bulletins/<uuid:bulletin>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<uuid:bulletin>/receipt/", bulletins.receipt, name="bulletin-receipt"),
    path("bulletins/<uuid:bulletin>/file/", bulletins.file, name="bulletin-file"),
]

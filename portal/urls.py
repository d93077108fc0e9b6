"""Where every path starts."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("portal.web.urls")),
    path("", include("portal.views.house.urls")),
    path("", include("portal.views.people.urls")),
    path("", include("notifications.urls")),
    path("api/v1/", include("maintenance.api.urls")),
    path("api/v1/", include("notifications.api.urls")),
    path("api/v1/", include("owners.api.urls")),
    path("office/", include("portal.views.today.urls")),
    path("office/", include("maintenance.urls")),
    path("field/", include("maintenance.views.field.urls")),
    path("", include("owners.urls")),
]
handler404 = "portal.web.api.not_there"

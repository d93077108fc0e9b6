"""Where every path starts."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("portal.web.urls")),
    path("", include("portal.views.house.urls")),
    path("", include("portal.views.people.urls")),
    path("", include("notifications.urls")),
    path("office/", include("portal.views.today.urls")),
    path("office/", include("maintenance.urls")),
    path("", include("owners.urls")),
]

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

AGENCIES = ("agencies", "agency-new", "agency", "agency-member", "agency-mandate")
LINES = ("notifications:lines", "notifications:line", "notifications:line-words")
SPEAKING = ("notifications:speaking", "notifications:speaking-wave")


class ViewsConfig(AppConfig):
    name = "portal.views"
    label = "views"
    verbose_name = _("Portada")

    def ready(self) -> None:
        from portal.access.permissions import Permission
        from portal.web import navigation, pages
        from portal.web.navigation import Destination

        navigation.add(
            Destination(
                "today",
                _("Hoy"),
                "calendar-days",
                Permission.RUN_OFFICE,
                10,
                holds=(
                    "notifications:deliveries",
                    "notifications:delivery",
                    "notifications:reception",
                    "notifications:paper",
                ),
            ),
            Destination(
                "people",
                _("Personas"),
                "users",
                Permission.MANAGE_PEOPLE,
                50,
                holds=(*AGENCIES, *SPEAKING, *LINES, "post-end", "mandate-end", "membership-end", "keys"),
            ),
        )
        pages.register(accounts_user="person", owners_agency="agency")

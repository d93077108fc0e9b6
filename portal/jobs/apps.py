from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class JobsConfig(AppConfig):
    name = "portal.jobs"
    label = "jobs"
    verbose_name = pgettext_lazy("programa", "Trabajos")

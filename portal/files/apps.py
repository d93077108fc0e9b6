from typing import ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.lib.guards import Guard


class FilesConfig(AppConfig):
    name = "portal.files"
    label = "files"
    verbose_name = _("Ficheros")
    guards: ClassVar = [Guard("files_accesslog"), Guard("files_file", may_go=True)]

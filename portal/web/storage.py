"""Static files under names that carry their hash, imports between modules too, and packed once for all who ask."""

import re
from collections.abc import Callable
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

LIBRARIES = ("django_htmx/",)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """`import` between script modules is rewritten to hashed names as well as `url()` in style sheets."""

    support_js_module_import_aggregation = True
    manifest_strict = True

    def url_converter(
        self, name: str, hashed_files: dict[str, Any], template: str | None = None, *rest: Any
    ) -> Callable[[re.Match[str]], str]:
        """A library is served as it came: the comments of htmx name modules that it does not bring."""
        if name.startswith(LIBRARIES):
            return lambda found: found.group(0)
        return super().url_converter(name, hashed_files, template, *rest)  # type: ignore[no-any-return]

"""Static files under names that carry their hash, imports between modules too."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStaticFiles(ManifestStaticFilesStorage):
    """`import` between script modules is rewritten to hashed names as well as `url()` in style sheets."""

    support_js_module_import_aggregation = True
    manifest_strict = True

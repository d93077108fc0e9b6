"""Only the session and the person stand before the view; database, sessions and people are the portal's own.

The portal's settings are read as a file: importing its package would start from the settings being made here.
"""

import runpy
from pathlib import Path

KEPT = (
    "SECRET_KEY", "DATABASES", "CACHES", "USE_TZ", "TIME_ZONE", "DEFAULT_AUTO_FIELD", "AUTH_USER_MODEL",
    "PUBLISH_FOLDER", "SILENCED_SYSTEM_CHECKS", "SESSION_COOKIE_NAME", "SESSION_COOKIE_AGE", "DEMO",
)  # fmt: skip
_portal = runpy.run_path(str(Path(__file__).resolve().parents[2] / "portal" / "settings.py"))
globals().update({name: _portal[name] for name in KEPT})

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "portal.accounts",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
AUTHENTICATION_BACKENDS = ["portal.accounts.backends.Password"]
ROOT_URLCONF = "bench.floor.urls"

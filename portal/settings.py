"""Settings. Two switches: the shape (DATABASE_URL, REDIS_URL, SITE_URL) and DEMO; `docs/running.md` names them all.

DEBUG is never on. The secret key is made into the data folder when the environment brings none.
"""

import os
import secrets
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.carriers import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("RELLANO_DATA", BASE_DIR / "var")).resolve()
TESTING = "pytest" in sys.modules


def _secret_key() -> str:
    """The key from the environment, or one made once into the data folder."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if TESTING:
        return "only-for-tests-" + "x" * 50
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    path = DATA_DIR / "secret_key"
    if not path.exists():
        # Whole before it has its name: of several processes at once none reads half of it.
        with tempfile.NamedTemporaryFile("w", dir=DATA_DIR) as made:
            made.write(secrets.token_urlsafe(64))
            made.flush()
            with suppress(FileExistsError):
                os.link(made.name, path)
    return path.read_text()


def _push_key() -> str:
    """The private key of push from the environment, or the one that `deploy.furnish` has made into the data folder."""
    path = DATA_DIR / "push_key"
    if TESTING or (key := os.environ.get("VAPID_PRIVATE_KEY", "")):
        return "" if TESTING else key
    return path.read_text().strip() if path.exists() else ""


# --- shape -----------------------------------------------------------------------------------------------------------

DEMO = os.environ.get("DEMO") == "1"
DEBUG = False
SECRET_KEY = _secret_key()
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000").rstrip("/")
REDIS_URL = os.environ.get("REDIS_URL", "")
_site = urlsplit(SITE_URL)
_secure = _site.scheme == "https"
ALLOWED_HOSTS = [_site.hostname or "localhost", *os.environ.get("ALLOWED_HOSTS", "").split()]
if not _secure:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL without IMMEDIATE fails at once on the read-to-write upgrade; FULL because no visit may be lost;
    # recursive triggers because REPLACE would pass the guards unseen. The file is read as memory: copied page by page,
    # the first rows of a large company's portfolio take twice as long.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON; PRAGMA mmap_size=1073741824;",
    }
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False

# --- what the house is made of ---------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "rest_framework",
    "drf_spectacular",
    "portal.company",
    "portal.accounts",
    "portal.access",
    "portal.files",
    "portal.jobs",
    "portal.ledger",
    "portal.web",
    "maintenance",
    "owners",
    "notifications",
    "portal.views",
]

MIDDLEWARE = [
    "portal.web.middleware.ClientAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.web.middleware.PersonLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.web.middleware.PrivatePages",
    "portal.web.middleware.SaysWhatIsMissing",
    "notifications.middleware.OpensMessages",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "portal.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "portal.web.templatetags.components",
            ],
        },
    }
]

# --- people ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# An e-mail is unique whatever its case: the constraint stands on Lower("email"), which this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "portal.accounts.backends.Password",
    "portal.access.backends.Posts",
    "owners.backends.Mandates",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.accounts.passwords.FirstGuesses"},
]
LOGIN_URL = "sign-in"

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_NAME = "__Host-session" if _secure else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _secure else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- browsers are told -----------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = _secure and os.environ.get("SSL_REDIRECT", "1") == "1"
TRUSTED_PROXY = os.environ.get("TRUSTED_PROXY") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _secure
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- words and times -------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Español")), ("en", _("Inglés"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "portal.web.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Madrid"

# --- files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "portal.web.storage.HashedStaticFiles"
    },
}
PRIVATE_FILES = Path(os.environ.get("PRIVATE_FILES", DATA_DIR / "files"))
# Where nginx finds the same folder under an internal location, e.g. /protected/; empty: the app sends the bytes.
FILES_ACCEL = os.environ.get("FILES_ACCEL", "")
# A virus scanner, tcp://host:port or unix:/path; with one, nothing comes in that it has not found clean.
CLAMD = os.environ.get("CLAMD", "")
# How many bytes all files may take; 0: as the disk has room.
FILES_QUOTA = int(os.environ.get("FILES_QUOTA", "0"))
# A folder whose files become a batch to publish, e.g. where the ERP leaves them; empty: none is watched.
PUBLISH_FOLDER = os.environ.get("PUBLISH_FOLDER", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 520  # a batch of five hundred papers with its lists, sent as one form

# --- mail: everything goes through one door, which hands it to this sender; without one nothing leaves ------------

EMAIL_BACKEND = "notifications.backends.Door"
# A provider of django-anymail in place of a mail server: postmark, mailgun…
EMAIL_PROVIDER = os.environ.get("EMAIL_PROVIDER", "")
_carrier = "provider" if EMAIL_PROVIDER else "smtp"
EMAIL_SENDER = os.environ.get("EMAIL_SENDER", "" if DEMO else f"notifications.channels.email.{_carrier}.send")
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", f"avisos@{_site.hostname or 'localhost'}")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS") == "1"

# --- push: to telephones, through the services of their makers and through no other host -----------------------------

VAPID_PRIVATE_KEY = _push_key()
PUSH_HOSTS = tuple(
    os.environ.get(
        "PUSH_HOSTS",
        "fcm.googleapis.com updates.push.services.mozilla.com web.push.apple.com .push.apple.com .notify.windows.com",
    ).split()
)
PUSH_TIMEOUT = 10

# --- workers: nudges only --------------------------------------------------------------------------------------------

CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "portal.lib.forgiving.ForgivingRedis",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(DATA_DIR / "cache")}
}
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
# A page waits for no broker: one that is away is asked once, and not for six seconds again and again.
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {"socket_connect_timeout": 1, "max_retries": 0}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")
# The file a worker touches with each piece of work; its age tells whether the worker still takes any.
HEARTBEAT = os.environ.get("HEARTBEAT", "")
if not REDIS_URL:
    _broker = DATA_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "control_folder": str(_broker / "control"),
        "store_processed": False,
    }
if TESTING:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CELERY_BROKER_URL = "memory://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {}

# --- machines --------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "portal.web.api.problem",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Rellano",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["portal.web.openapi.name_parts"],
    "SERVE_AUTHENTICATION": [],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "portal.lib.discreet.Discreet",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}

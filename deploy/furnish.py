"""`python -m deploy.furnish`: the house inside: catalogues, tables, static files, and the demo in its demo.

One Django start for all of it, so that starting again takes seconds.
"""

import hashlib
import os
import signal
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command, get_commands
from django.db import OperationalError, connection

from deploy import push_key
from deploy.machine import say, stop


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a trace; every step may run again
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    _make_push_key()
    call_command("compile_catalogue", verbosity=0)
    _migrate()
    _collect_static()
    if settings.DEMO and "--no-demo" not in sys.argv[1:] and "demo" in get_commands():
        call_command("demo")


def _make_push_key() -> None:
    """The key telephones know us by, made once; with another, every telephone would have to be asked again."""
    path = Path(settings.DATA_DIR) / "push_key"
    if settings.VAPID_PRIVATE_KEY or path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(push_key.new())


def _migrate() -> None:
    try:
        connection.ensure_connection()
    except OperationalError as refused:
        stop(f"The database does not answer: {str(refused).strip()}\nDATABASE_URL says which one is meant.")
    call_command("migrate", verbosity=0, interactive=False)


def _collect_static() -> None:
    """Collects when a static file has changed since the last time."""
    now = _signature()
    seen = Path(settings.STATIC_ROOT) / ".signature"
    if seen.exists() and seen.read_text() == now:
        return
    say("Collecting static files …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    seen.write_text(now)


def _signature() -> str:
    lines = []
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            lines.append(f"{name} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


if __name__ == "__main__":
    main()

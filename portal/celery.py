"""Workers. The broker carries nudges; the truth is rows, and the sweeps below find them when a nudge is lost."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import task_postrun
from django.conf import settings

from portal.lib import heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("rellano")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


# Connected before anything below reads the configuration: it is told once, at the first reading.
@app.on_after_configure.connect
def make_folders(sender: Any = None, **_kwargs: Any) -> None:
    """The filesystem broker's folders are made before anybody sends a nudge."""
    for name in ("data_folder_in", "control_folder"):
        if folder := getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {}).get(name):
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - the option is text


SWEEP = 5.0  # seconds a lost nudge may cost
COLLECT = 60.0  # seconds between two readings of the mailbox of answers
FOLDER = 60.0  # seconds between two looks at the watched folder
DEMO_GOES_ON = 600.0  # seconds the demo may stand behind its clock

app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_create_missing_queues=True,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    worker_max_tasks_per_child=500,
    worker_max_memory_per_child=300_000,  # kB; twice what one that prints holds (bench/README.md)
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    timezone="UTC",
    beat_schedule={
        "ledger.sweep": {"task": "ledger.sweep", "schedule": SWEEP, "options": {"expires": SWEEP}},
        "jobs.sweep": {"task": "jobs.sweep", "schedule": SWEEP, "options": {"expires": SWEEP}},
        "notifications.sweep": {"task": "notifications.sweep", "schedule": SWEEP, "options": {"expires": SWEEP}},
        "notifications.summarise": {"task": "notifications.summarise", "schedule": 60.0, "options": {"expires": 60.0}},
        "notifications.paper": {
            "task": "notifications.paper",
            "schedule": crontab(minute="11,41"),
            "options": {"expires": 1800.0},
        },
        "maintenance.ring": {"task": "maintenance.ring", "schedule": SWEEP, "options": {"expires": SWEEP}},
        "owners.remind": {"task": "owners.remind", "schedule": 3600.0, "options": {"expires": 3600.0}},
        "owners.tell_late": {"task": "owners.tell_late", "schedule": 900.0, "options": {"expires": 900.0}},
        "owners.ahead": {
            "task": "owners.ahead",
            "schedule": crontab(hour="7-18", minute=23),
            "options": {"expires": 3600.0},
        },
        "owners.meetings": {
            "task": "owners.meetings",
            "schedule": crontab(hour="7-18", minute=33),
            "options": {"expires": 3600.0},
        },
        "owners.reports": {  # in time for the letter of the month, at nine on the first
            "task": "owners.reports",
            "schedule": crontab(month_of_year="12,1", minute="*/5"),
            "options": {"expires": 300.0},
        },
        "owners.ask": {
            "task": "owners.ask",
            "schedule": crontab(hour="9-18", minute=43),
            "options": {"expires": 3600.0},
        },
        "owners.announce": {"task": "owners.announce", "schedule": 30.0, "options": {"expires": 30.0}},
        "owners.tidy": {"task": "owners.tidy", "schedule": crontab(hour=3, minute=41)},
        "accounts.tidy": {"task": "accounts.tidy", "schedule": crontab(hour=3, minute=37)},
        "files.verify": {"task": "files.verify", "schedule": crontab(hour="1-5"), "options": {"expires": 60.0}},
        "maintenance.standing": {"task": "maintenance.standing", "schedule": 60.0, "options": {"expires": 60.0}},
        "maintenance.promises": {"task": "maintenance.promises", "schedule": 60.0, "options": {"expires": 60.0}},
        "maintenance.windows": {"task": "maintenance.windows", "schedule": crontab(hour="*", minute=19)},
        "maintenance.nightly": {"task": "maintenance.nightly", "schedule": crontab(hour="*", minute=7)},
    },
)

if settings.PUBLISH_FOLDER:
    app.conf.beat_schedule["owners.watch"] = {
        "task": "owners.watch",
        "schedule": FOLDER,
        "options": {"expires": FOLDER},
    }
if settings.REPLIES_HOST:
    app.conf.beat_schedule["notifications.collect"] = {
        "task": "notifications.collect",
        "schedule": COLLECT,
        "options": {"expires": COLLECT},
    }
if settings.DEMO:
    app.conf.beat_schedule["demo.go_on"] = {
        "task": "demo.go_on",
        "schedule": DEMO_GOES_ON,
        "options": {"expires": DEMO_GOES_ON},
    }


task_postrun.connect(heartbeat.beat, dispatch_uid="heartbeat")

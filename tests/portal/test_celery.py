import os
import subprocess
import sys

import pytest
from django.conf import settings

CODE = "import django; django.setup(); from portal.celery import app; app.conf.task_acks_late"


@pytest.mark.parametrize("demo", ["0", "1"])
def test_the_folders_of_the_embedded_broker_are_there_before_the_first_nudge(tmp_path, demo):
    environment = {key: value for key, value in os.environ.items() if key != "REDIS_URL"}
    mine = {"RELLANO_DATA": str(tmp_path), "DEMO": demo, "DJANGO_SETTINGS_MODULE": "portal.settings"}

    subprocess.run([sys.executable, "-c", CODE], cwd=settings.BASE_DIR, env={**environment, **mine}, check=True)

    assert {path.name for path in (tmp_path / "broker").iterdir()} == {"queue", "control"}

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from maintenance.models import Lift
from portal.demo import course
from portal.ledger.models import Entry
from portal.views import tasks
from portal.views.management.commands import demo
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_a_demo(settings):
    settings.DEMO = True
    return settings


def _run():
    said = StringIO()
    call_command("demo", stdout=said)
    return said.getvalue()


def test_outside_a_demo_nothing_is_written(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=1 is not set"):
        _run()
    assert not Lift.objects.exists()


def test_a_real_company_is_left_alone(in_a_demo, company):
    with pytest.raises(CommandError, match="Ascensores Duero is a real company"):
        _run()
    assert not Lift.objects.exists()


def test_a_demo_that_is_there_is_taken_on(in_a_demo):
    course.make(seed=demo.SEED, at=NOW - timedelta(hours=1), days=30, most=1)
    course.go_on(at=NOW - timedelta(hours=1))

    with time_machine.travel(NOW + timedelta(days=5)):
        said = _run()

    assert said.startswith("The demo is up to date: ")
    assert Entry.objects.filter(recorded_at__gt=NOW).exists()


def test_without_a_demo_there_is_nothing_to_go_on_with(company):
    with pytest.raises(LookupError):
        course.go_on(at=NOW)


def test_the_worker_goes_on_only_in_a_demo(in_a_demo, company):
    tasks.go_on()

    assert not Entry.objects.exists()

from io import StringIO

import pytest
from django.core.management import call_command

from maintenance.models import PlanTemplate


@pytest.mark.django_db
def test_publishing_twice_leaves_one_version():
    said = StringIO()

    call_command("publish_plans", stdout=said)
    call_command("publish_plans", stdout=said)

    assert PlanTemplate.objects.count() == 1
    assert said.getvalue() == "Plan de mantenimiento de ascensores v1: 70 items.\n" * 2

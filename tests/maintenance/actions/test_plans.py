import pytest

from maintenance.actions import plans
from maintenance.models import PlanTemplate
from maintenance.rules import checklist
from tests.conftest import NOW

ITEMS = [{"number": 1, "text": {"es": "Acceso", "en": "Access"}}]

pytestmark = pytest.mark.django_db


def test_a_plan_begins_with_version_one():
    template = plans.publish(slug="propio", name="Nuestro plan", items=ITEMS, at=NOW)

    assert (template.version, template.lines, template.published_at) == (1, ITEMS, NOW)


def test_a_plan_that_says_the_same_makes_no_version():
    first = plans.publish(slug="propio", name="Nuestro plan", items=ITEMS, at=NOW)

    assert plans.publish(slug="propio", name="Nuestro plan", items=ITEMS, at=NOW) == first
    assert PlanTemplate.objects.count() == 1


def test_a_changed_plan_is_the_next_version_and_the_old_one_stays():
    plans.publish(slug="propio", name="Nuestro plan", items=ITEMS, at=NOW)

    second = plans.publish(slug="propio", name="Nuestro plan", items=[*ITEMS, {"number": 2}], at=NOW)

    assert second.version == 2
    assert PlanTemplate.objects.get(version=1).lines == ITEMS


def test_another_plan_counts_its_own_versions():
    plans.publish(slug="propio", name="Nuestro plan", items=ITEMS, at=NOW)

    assert plans.publish(slug="montacargas", name="Montacargas", items=ITEMS, at=NOW).version == 1


def test_the_library_is_published_once():
    plans.publish_library(at=NOW)
    template = plans.publish_library(at=NOW)

    assert (template.version, template.lines) == (1, checklist.library())
    assert PlanTemplate.objects.count() == 1

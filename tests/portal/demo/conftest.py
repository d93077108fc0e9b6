"""One world for all tests of the play: it is never written, and the same for everybody."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from portal.demo import course, population, rounds, story
from portal.demo.story import Story
from portal.demo.world import World
from tests.conftest import NOW

SEED = 47
LATER = NOW + timedelta(days=12)


@pytest.fixture(scope="package")
def world() -> World:
    return population.build(SEED, NOW)


@pytest.fixture(scope="package")
def told(world: World) -> Story:
    """The story up to a while after the demo was made."""
    return story.tell(world, LATER)


@pytest.fixture(scope="package")
def visits_by_lift(told: Story) -> dict[str, list[rounds.Visit]]:
    found: dict[str, list[rounds.Visit]] = {}
    for visit in told.visits:
        found.setdefault(visit.lift, []).append(visit)
    return found


@pytest.fixture(scope="module")
def written(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """A small demo, six lifts and four months, written once for a module; each test goes on in its own savepoint."""
    files = override_settings(PRIVATE_FILES=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        course.make(seed=SEED, at=NOW, days=120, most=4)
        course.go_on(at=NOW)
        yield
        transaction.set_rollback(True)

import re

from tests.conventions import routes
from tests.conventions.each import each

EVERY = routes.every()
WORD = re.compile(r"^([a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?|<(uuid|int|str|slug):[a-z0-9_]+>)?$")


@each(EVERY)
def test_paths_are_kebab_case_english(route):
    assert all(WORD.match(word) for word in route.path.strip("/").split("/")), route.path


@each(EVERY)
def test_every_route_has_a_name(route):
    assert route.name


@each(EVERY)
def test_every_view_declares_its_access(route):
    assert getattr(route.view, "access", None), f"{route.view.__module__}.{route.view.__qualname__}"


def test_no_two_routes_share_a_name():
    names = [route.name for route in EVERY]

    assert sorted(names) == sorted(set(names))

"""What a reviewer would repeat about files, migrations, tasks, kinds and settings."""

import ast
import re
from graphlib import TopologicalSorter
from operator import attrgetter
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.utils import translation

from portal.ledger import following, kinds
from portal.lib import guards
from tests.conventions.each import each, from_root

ROOT = Path(settings.BASE_DIR)
APPS = ("portal", "maintenance", "owners", "notifications")
SOURCES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts and path.stat().st_size
]
TEMPLATES = [path for app in APPS for path in sorted((ROOT / app).rglob("templates/**/*.html"))]
# Mail clients know no style sheets, and documents are paper.
PAGES = [path for path in TEMPLATES if not {"mail", "documents"} & set(path.parts)]
VIEWS = [
    path
    for path in SOURCES
    if ("views" in path.parts[:-1] or path.name == "views.py")
    and not ("queries" in path.name or "management" in path.parts)
]
FLOORS = ["portal/web", "maintenance", "owners", "notifications", "portal/demo", "portal/views"]


@each(SOURCES, from_root)
def test_no_file_is_named_for_nothing(path):
    assert path.stem not in {"utils", "helpers", "common", "misc", "signals", "services", "manager", "data", "info"}


@each(SOURCES, from_root)
def test_a_file_fits_a_reader(path):
    assert len(path.read_text().splitlines()) <= 330


@each(SOURCES, from_root)
def test_a_function_fits_a_screen(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert [node.name for node in functions if node.end_lineno - node.lineno + 1 > 45] == []


@each((path for path in SOURCES if path.name == "__init__.py"), from_root)
def test_packages_say_what_lives_in_them(path):
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_migrations_have_names():
    numbered = [path for app in APPS for path in (ROOT / app).rglob("migrations/0*.py")]

    assert numbered
    assert [path.name for path in numbered if "auto_" in path.name or not re.match(r"\d{4}_[a-z]", path.name)] == []


@each(PAGES, from_root)
def test_templates_hold_no_inline_style_or_script(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|<style|javascript:", text)


@each(TEMPLATES, from_root)
def test_templates_load_only_from_their_floor_and_below(path):
    floor = next(number for number, name in enumerate(FLOORS) if from_root(path).startswith(name + "/"))
    named = re.findall(r"""{%\s*(?:extends|include)\s+["']([^"'#]+)""", path.read_text())

    above = [name for name in named if name and _floor_of(name) > floor]
    assert above == []


def _floor_of(name: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if (ROOT / floor / "templates" / name).exists())


def _rows_outside_scopes(path: Path) -> list[int]:
    """Lines of a view that reach for rows without a scope: `Model.objects` is a query's or an action's business."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]


@each(VIEWS, from_root)
def test_views_reach_rows_only_through_scopes_and_queries(path):
    assert _rows_outside_scopes(path) == []


def test_a_planted_reach_for_rows_is_caught(tmp_path):
    planted = tmp_path / "views.py"
    planted.write_text("from maintenance.models import Lift\n\n\ndef all(request):\n    return Lift.objects.all()\n")

    assert _rows_outside_scopes(planted) == [5]


def test_tasks_carry_the_name_of_their_floor():
    current_app.loader.import_default_modules()

    ours = [name for name in current_app.tasks if not name.startswith("celery.")]

    assert ours
    assert [name for name in ours if not re.match(r"^[a-z]+\.[a-z_]+$", name)] == []


def test_what_beats_by_the_clock_is_a_task():
    current_app.loader.import_default_modules()

    assert {entry["task"] for entry in current_app.conf.beat_schedule.values()} <= set(current_app.tasks)


def test_every_guarded_table_exists(db):
    tables = {model._meta.db_table for model in apps.get_models()}

    assert {guard.table for guard in guards.declared()} <= tables
    assert {"ledger_entry", "files_accesslog"} <= {guard.table for guard in guards.declared()}


def test_kinds_are_registered():
    assert len(kinds.registered()) >= 15


@each(kinds.registered(), attrgetter("name"))
def test_kinds_have_a_sentence_in_both_languages(kind):
    with translation.override("es"):
        spanish = str(kind.sentence)
    with translation.override("en"):
        english = str(kind.sentence)

    assert spanish != english


@each(following.registered(), attrgetter("name"))
def test_followers_follow_kinds_that_exist(follower):
    known = {kind.name for kind in kinds.registered()}

    assert follower.kinds <= known


def test_every_setting_from_the_environment_is_documented():
    source = "".join((ROOT / "portal" / name).read_text() for name in ("settings.py", "carriers.py"))
    wanted = set(re.findall(r"""environ(?:\.get\(|\[)["']([A-Z_]+)["']""", source)) | {"DATABASE_URL"}

    documented = (ROOT / "docs/running.md").read_text()
    assert {name for name in wanted if f"`{name}`" not in documented} == set()


def test_nothing_loads_from_another_host():
    allowed = re.compile(r"https?://(www\.w3\.org|localhost|127\.0\.0\.1|\{)")
    files = [
        *TEMPLATES,
        *(path for app in APPS for path in (ROOT / app).rglob("static/**/*") if path.suffix in {".css", ".js"}),
    ]
    outside = [
        f"{from_root(path)}: {found}"
        for path in files
        for found in re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(https?://[^"')\s]+)""", path.read_text())
        if not allowed.match(found)
    ]

    assert outside == []


def test_no_script_modules_import_each_other_in_a_ring():
    """Names carry the hash of what is in the file, so of two that name each other neither could be named first."""
    scripts = [path for app in APPS for path in (ROOT / app).rglob("static/**/*.js")]
    imports = re.compile(r"""(?:from|import\()\s*["'](\.[^"']+)["']""")
    graph = {path: {(path.parent / one).resolve() for one in imports.findall(path.read_text())} for path in scripts}

    assert set(TopologicalSorter(graph).static_order()) >= set(scripts)


@pytest.mark.xdist_group("together")
def test_tests_of_one_group_share_a_process(request):
    """What one of them makes for its module is made once; pytest-xdist says the group in the test's id."""
    assert request.node.nodeid.endswith("@together") == getattr(request.config.option, "loadgroup", False)


def test_a_convention_names_everything_it_does_not_hold_for():
    @each([1, 2, 3, 4], str)
    def test_is_odd(number):
        assert number % 2 == 1, "even"

    with pytest.raises(AssertionError, match="2: even\n4: even"):
        test_is_odd()

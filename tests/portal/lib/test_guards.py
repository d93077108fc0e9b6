import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from portal.files.models import AccessLog, File
from portal.lib import guards


def test_every_declared_guard_is_in_the_catalogue(db):
    assert guards.missing() == set()


def test_a_missing_guard_is_named(db):
    name = "files_accesslog_no_update"
    on = " ON files_accesslog" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")

    assert guards.missing() == {"files_accesslog"}


def test_guards_come_back_with_every_migrate(db):
    guards.remove()

    call_command("migrate", verbosity=0)

    assert guards.missing() == set()


@pytest.fixture
def logged(db, now):
    file = File.objects.create(sha256="a" * 64, size=1, media_type="application/pdf", created_at=now)
    return AccessLog.objects.create(file=file, at=now, route="x")


@pytest.mark.parametrize("change", [lambda rows: rows.update(route="y"), lambda rows: rows.delete()])
def test_a_log_only_grows(logged, change):
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        change(AccessLog.objects.all())


def test_a_guarded_table_cannot_be_emptied_at_once(logged):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE files_accesslog")


def test_a_file_never_changes(logged):
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        File.objects.update(size=2)

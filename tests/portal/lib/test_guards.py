import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from maintenance.models import Command
from notifications.enums import ENDS, Class, DeliveryState
from notifications.models import Delivery, Message
from portal.accounts.models import User
from portal.files.models import AccessLog, File
from portal.lib import guards
from portal.lib.keys import new_key
from tests.conftest import NOW


def test_every_declared_guard_is_in_the_catalogue(db):
    assert guards.missing() == set()


def test_a_missing_guard_is_named(db):
    name = "files_accesslog_no_update"
    on = " ON files_accesslog" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")

    assert guards.missing() == {"files_accesslog"}


def test_a_guard_put_to_sleep_is_named(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's triggers do not sleep")

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_no_update")

    assert guards.missing() == {"ledger_entry"}


@pytest.mark.django_db(transaction=True)
def test_a_guard_lost_with_a_rebuilt_table_is_back_after_the_migrate(unguarded_flush):
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL rebuilds no table")
    with connection.schema_editor() as editor:
        editor.alter_field(File, File._meta.get_field("media_type"), _wider(File, "media_type"))
    lost = guards.missing()

    call_command("migrate", verbosity=0)

    assert (lost, guards.missing()) == ({"files_file"}, set())


def _wider(model, name):
    field = model._meta.get_field(name).clone()
    field.max_length = 200
    field.set_attributes_from_name(name)
    field.model = model
    return field


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


@pytest.mark.services
@pytest.mark.parametrize("guard", [one for one in guards.declared() if not one.may_go], ids=lambda one: one.table)
def test_a_guarded_table_cannot_be_emptied_at_once(db, guard):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")

    with pytest.raises(DatabaseError, match=guard.refusal), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {guard.table} CASCADE")


def test_a_file_never_changes(logged):
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        File.objects.update(size=2)


def test_a_replaced_row_is_a_changed_row(logged):
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has no REPLACE")

    kept = "id, file_id, at"
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"REPLACE INTO files_accesslog (route, {kept}) SELECT 'y', {kept} FROM files_accesslog")


def test_a_file_may_go(db, now):
    File.objects.create(sha256="b" * 64, size=1, media_type="application/pdf", created_at=now)

    File.objects.all().delete()

    assert not File.objects.exists()


@pytest.fixture
def delivery(db, now):
    message = Message.objects.create(touchpoint="x", kind=Class.SERVICE, title="x", created_at=now)
    return Delivery.objects.create(message=message, channel="email", next_at=now, expires_at=now, created_at=now)


@pytest.mark.parametrize("end", sorted(ENDS))
@pytest.mark.parametrize("after", [state for state in DeliveryState if state not in ENDS])
def test_a_state_that_is_an_end_never_changes(delivery, end, after):
    Delivery.objects.update(state=end)

    with pytest.raises(DatabaseError, match="has ended"), transaction.atomic():
        Delivery.objects.update(state=after)


@pytest.mark.parametrize("state", [state for state in DeliveryState if state not in ENDS])
def test_a_state_that_is_no_end_may_end(delivery, state):
    Delivery.objects.update(state=state)

    Delivery.objects.update(state=DeliveryState.CANCELLED)

    assert Delivery.objects.get().state == DeliveryState.CANCELLED


def test_what_has_ended_may_still_lose_its_text(delivery):
    Delivery.objects.update(state=DeliveryState.FAILED, text="x")

    Delivery.objects.update(text="")

    assert Delivery.objects.get().text == ""


def _command(**more):
    columns = {"person": User.objects.create_user(name="Marta Gil"), "kind": "visit.started", "schema": 1}
    columns |= {"subject": new_key(), "body": "{}", "body_sha256": "0" * 64, "device_made_at": NOW, "received_at": NOW}
    return Command.objects.create(**columns | more)


def test_what_is_empty_is_filled_once(db):
    command = _command()

    Command.objects.filter(pk=command.pk).update(outcome="done", receipt="{}")

    for again in ({"receipt": "{} "}, {"outcome": "refused"}, {"outcome": "", "receipt": ""}):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            Command.objects.filter(pk=command.pk).update(**again)


@pytest.mark.parametrize("change", [{"kind": "visit.completed"}, {"outcome": "done", "receipt": "{}", "body": "[]"}])
def test_nothing_else_is_filled_with_it(db, change):
    _command()

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Command.objects.update(**change)


def test_a_body_may_be_emptied_and_the_receipt_stays(db):
    _command(outcome="done", receipt="{}")

    Command.objects.update(body="")

    assert Command.objects.get().receipt == "{}"
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Command.objects.all().delete()

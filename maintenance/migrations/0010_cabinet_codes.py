"""Lifts that were there already get a code for inside the controller's cabinet."""

import secrets

from django.db import migrations

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
PIECE = 1000


def give(apps, schema_editor):
    lifts = apps.get_model("maintenance", "Lift").objects
    while piece := list(lifts.filter(cabinet_code="")[:PIECE]):
        for lift in piece:
            lift.cabinet_code = "".join(secrets.choice(LETTERS) for _ in range(8))
        lifts.bulk_update(piece, ["cabinet_code"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("maintenance", "0009_the_phone")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]

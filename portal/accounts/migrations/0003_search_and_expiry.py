from django.db import migrations, models
from django.utils import timezone

from portal.lib.text import fold


def fill_search(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    for person in User.objects.all().iterator():
        person.search = fold(person.name, person.email or "")
        person.save(update_fields=["search"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_signing_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="search",
            field=models.TextField(default="", editable=False, verbose_name="texto de búsqueda"),
        ),
        migrations.AddField(
            model_name="signin",
            name="expires_at",
            field=models.DateTimeField(default=timezone.now, verbose_name="caduca"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="signin",
            name="how",
            field=models.CharField(
                choices=[
                    ("code", "con un código por correo"),
                    ("password", "con su contraseña"),
                    ("invitation", "con una invitación"),
                    ("demo", "desde la demostración"),
                ],
                max_length=20,
                verbose_name="cómo",
            ),
        ),
        migrations.RunPython(fill_search, migrations.RunPython.noop, elidable=True),
    ]

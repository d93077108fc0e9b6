from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("maintenance", "0014_how_findings_end")]

    operations = [
        migrations.AddField(
            "bulletin", "photos", models.PositiveSmallIntegerField(default=0, verbose_name="fotos que lleva")
        ),
        migrations.AddField(
            "bulletin",
            "late_photos",
            models.PositiveSmallIntegerField(default=0, verbose_name="fotos que llegaron después"),
        ),
        migrations.AddConstraint(
            "bulletin",
            models.CheckConstraint(
                condition=models.Q(("late_photos", 0), ("corrects__isnull", False), _connector="OR"),
                name="late_photos_replace_a_bulletin",
            ),
        ),
    ]

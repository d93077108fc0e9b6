from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("maintenance", "0005_cards_and_bulletins_in_order"),
    ]

    operations = [
        migrations.AddField(
            model_name="liftcard",
            name="visits_from_on",
            field=models.DateField(null=True, verbose_name="revisiones desde"),
        ),
    ]

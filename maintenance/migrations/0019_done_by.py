from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('maintenance', '0018_told_by_programs'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='done_by',
            field=models.CharField(blank=True, default='', max_length=160, verbose_name='quien la hizo, si no tiene cuenta aquí'),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('done_by', ''), models.Q(('origin', 'history'), ('technician', None)), _connector='OR'), name='who_has_an_account_is_no_mere_name'),
        ),
    ]

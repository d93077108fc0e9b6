
import django.db.models.deletion
import portal.lib.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('maintenance', '0011_planning_and_duty'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Ring',
            fields=[
                ('id', portal.lib.keys.KeyField(default=portal.lib.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('turn', models.PositiveSmallIntegerField(verbose_name='turno')),
                ('rung_as', models.CharField(choices=[('given', 'la tiene asignada'), ('duty', 'está de guardia'), ('head', 'dirige la oficina')], max_length=5, verbose_name='porque')),
                ('at', models.DateTimeField(verbose_name='momento')),
                ('breakdown', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rings', to='maintenance.breakdown', verbose_name='avería')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='persona')),
            ],
            options={
                'verbose_name': 'llamada al teléfono',
                'indexes': [models.Index(fields=['person', 'breakdown'], name='rings_of_a_person')],
                'constraints': [models.UniqueConstraint(fields=('breakdown', 'turn', 'person'), name='a_telephone_rings_once_a_turn'), models.CheckConstraint(condition=models.Q(('turn__gte', 1)), name='turns_begin_at_one')],
            },
        ),
    ]

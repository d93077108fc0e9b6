
import django.db.models.deletion
import portal.lib.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0002_states_are_known'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='within',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bundled', to='notifications.delivery', verbose_name='va con este otro'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='channel',
            field=models.CharField(choices=[('email', 'Correo'), ('paper', 'Carta'), ('push', 'Aviso en el teléfono')], max_length=8, verbose_name='medio'),
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', portal.lib.keys.KeyField(default=portal.lib.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, verbose_name='huella')),
                ('endpoint', models.CharField(blank=True, max_length=1000, verbose_name='dirección')),
                ('p256dh', models.CharField(blank=True, max_length=100, verbose_name='clave')),
                ('auth', models.CharField(blank=True, max_length=40, verbose_name='secreto')),
                ('made_at', models.DateTimeField(verbose_name='desde')),
                ('synced_at', models.DateTimeField(verbose_name='abierta por última vez')),
                ('last_acked_at', models.DateTimeField(null=True, verbose_name='lo último que enseñó')),
                ('gone_at', models.DateTimeField(null=True, verbose_name='hasta')),
                ('gone_because', models.CharField(blank=True, choices=[('left', 'Lo apagó su dueño.'), ('replaced', 'El teléfono dio otra dirección.'), ('moved', 'En ese teléfono ha entrado otra persona.'), ('too_many', 'Hay otros más nuevos.'), ('gone', 'El servicio de avisos ya no lo conoce.'), ('silent', 'Dejó de decir que los enseñaba.')], max_length=8, verbose_name='por qué terminó')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='persona')),
            ],
            options={
                'verbose_name': 'teléfono que recibe avisos',
            },
        ),
        migrations.AddField(
            model_name='delivery',
            name='subscription',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='notifications.subscription', verbose_name='teléfono'),
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(condition=models.Q(('gone_at', None)), fields=['person'], name='telephones_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.UniqueConstraint(condition=models.Q(('gone_at', None)), fields=('digest',), name='one_live_row_per_telephone'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('gone_at', None), models.Q(('auth', ''), ('endpoint', ''), ('p256dh', '')), _connector='OR'), name='a_telephone_that_is_gone_keeps_no_secret'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('gone_at', None), ('gone_because', '')), models.Q(('gone_at__isnull', False), models.Q(('gone_because', ''), _negated=True)), _connector='OR'), name='a_telephone_goes_for_a_reason'),
        ),
    ]

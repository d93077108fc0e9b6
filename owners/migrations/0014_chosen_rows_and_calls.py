import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('owners', '0013_standing_lists'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='standingrow', name='a_row_that_moves_names_its_invoice'),
        migrations.RemoveConstraint(model_name='standingrow', name='a_row_that_does_not_move_says_why'),
        migrations.AddField(
            model_name='standingrow',
            name='options',
            field=models.TextField(default='[]', verbose_name='las que pueden ser'),
        ),
        migrations.AlterField(
            model_name='standingrow',
            name='state',
            field=models.CharField(choices=[('changes', 'Cambia'), ('doubtful', 'Dudosa'), ('choice', 'Por elegir'), ('same', 'Igual'), ('unknown', 'No está'), ('refused', 'No se anota'), ('moved', 'Anotada'), ('left', 'Dejada fuera')], max_length=8, verbose_name='estado'),
        ),
        migrations.AddConstraint(
            model_name='standingrow',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('unknown', 'refused', 'left', 'choice')), ('invoice__isnull', False), _connector='OR'), name='a_row_that_moves_names_its_invoice'),
        ),
        migrations.AddConstraint(
            model_name='standingrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['unknown', 'refused', 'left', 'choice', 'doubtful']), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='a_row_that_does_not_move_says_why'),
        ),
        migrations.AddField(
            model_name='enquiry',
            name='taken_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='la anotó por teléfono'),
        ),
        migrations.AlterField(
            model_name='enquiry',
            name='about',
            field=models.CharField(blank=True, choices=[('lift', 'Ascensor'), ('visit', 'Revisión'), ('finding', 'Lo visto en una revisión'), ('breakdown', 'Avería'), ('work', 'Trabajo'), ('invoice', 'Factura'), ('quote', 'Presupuesto'), ('contract', 'Contrato'), ('document', 'Documento')], max_length=9, verbose_name='sobre qué'),
        ),
    ]

import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import nastavnik.notifications.choices
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rhythm", models.CharField(choices=[("daily", "Каждый день, если есть о чём"), ("weekly", "Раз в неделю, по понедельникам"), ("off", "Не присылать писем")], default="daily", max_length=10, verbose_name="сводка")),
                ("stages", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[("due_30", "За 30 дней до срока"), ("due_7", "За 7 дней до срока"), ("due_1", "За день до срока"), ("overdue", "Срок прошёл"), ("escalation", "Просрочка в подчинённых организациях")], max_length=20), default=nastavnik.notifications.choices.every_stage, size=None, verbose_name="о чём")),
                ("quiet_from", models.TimeField(default=datetime.time(20, 0), verbose_name="тихие часы с")),
                ("quiet_until", models.TimeField(default=datetime.time(8, 0), verbose_name="тихие часы до")),
                ("user", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="preference", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "настройки уведомлений",
                "verbose_name_plural": "настройки уведомлений",
                "constraints": [models.CheckConstraint(condition=models.Q(("stages__contained_by", ["due_30", "due_7", "due_1", "overdue", "escalation"])), name="stages_known"), models.CheckConstraint(condition=models.Q(("rhythm__in", ["daily", "weekly", "off"])), name="rhythm_known")],
            },
        ),
    ]

"""A plan recalled from agreement is a step of its way too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0004_index_of_due_days")]
    operations = [
        migrations.AlterField(
            model_name="approval",
            name="step",
            field=models.CharField(
                choices=[
                    ("submit", "Отправлена на согласование"),
                    ("recall", "Отозвана с согласования"),
                    ("agree", "Согласована"),
                    ("return", "Возвращена с замечаниями"),
                    ("approve", "Утверждена"),
                    ("revise", "Начат пересмотр"),
                    ("abandon", "Пересмотр отменён"),
                    ("close", "Закрыта"),
                ],
                max_length=20,
                verbose_name="шаг",
            ),
        ),
    ]

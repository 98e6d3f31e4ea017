import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="о чём")),
                ("text", models.TextField(verbose_name="текст")),
                ("target_view", models.CharField(blank=True, max_length=60, verbose_name="страница")),
                ("target_pk", models.BigIntegerField(null=True, verbose_name="ключ объекта")),
                ("unique_key", models.CharField(max_length=120, verbose_name="ключ")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                ("read", models.DateTimeField(null=True, verbose_name="прочитано")),
                ("user", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="notices", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "уведомление",
                "verbose_name_plural": "уведомления",
                "indexes": [models.Index(fields=["user", "-id"], name="notice_of_user"), models.Index(condition=models.Q(("read", None)), fields=["user"], name="notice_unread")],
                "constraints": [models.UniqueConstraint(fields=("user", "unique_key"), name="notice_once")],
            },
        ),
    ]

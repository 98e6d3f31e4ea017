"""The table comes from the room `imports` as it is, with its rows; it only changes hands."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("imports", "0001_start")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE imports_storedfile RENAME TO files_storedfile",
                    "ALTER TABLE files_storedfile RENAME TO imports_storedfile",
                ),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, verbose_name="отпечаток")),
                        ("name", models.CharField(max_length=255, verbose_name="имя файла")),
                        ("size", models.PositiveBigIntegerField(verbose_name="размер, байт")),
                        (
                            "added",
                            models.DateTimeField(auto_now_add=True, verbose_name="добавлен"),
                        ),
                    ],
                    options={"verbose_name": "файл", "verbose_name_plural": "файлы"},
                ),
            ],
        ),
    ]

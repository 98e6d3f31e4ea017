"""An intake's file is a row of the room `files`. The key in the database followed its table."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_start"), ("files", "0001_start")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="intake",
                    name="file",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="files.storedfile",
                    ),
                ),
                migrations.DeleteModel(name="StoredFile"),
            ],
        ),
    ]

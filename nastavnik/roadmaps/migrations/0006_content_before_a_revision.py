"""What a plan said when its revision was begun: to put it back when the revision is given up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0005_recalled_from_agreement")]
    operations = [
        migrations.AddField(
            model_name="approval",
            name="content",
            field=models.JSONField(null=True, verbose_name="содержание до пересмотра"),
        ),
    ]

"""What fell due in a period is counted from an index alone (the controller's page)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0003_plans_of_orders_are_in_force")]
    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["due"],
                include=("id", "unit", "state", "submitted_on", "closed_on"),
                name="task_by_due",
            ),
        )
    ]

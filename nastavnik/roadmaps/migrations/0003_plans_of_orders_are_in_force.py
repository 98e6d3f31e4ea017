"""Plans that were taken from orders before plans had states are carried out already."""

from typing import Any

from django.db import migrations
from django.db.models.functions import TruncDate


def set_in_force(apps: Any, schema_editor: Any) -> None:
    plans = apps.get_model("roadmaps", "Roadmap").objects.filter(in_force=None)
    plans.update(state="approved", in_force=TruncDate("created"))


class Migration(migrations.Migration):
    dependencies = [("roadmaps", "0002_life_of_plans")]
    operations = [migrations.RunPython(set_in_force, migrations.RunPython.noop, elidable=True)]

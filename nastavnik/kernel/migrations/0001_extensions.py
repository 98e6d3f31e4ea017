"""Extensions every room relies on: paths of the tree, ranges in constraints, search by parts."""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [CreateExtension("ltree"), BtreeGistExtension(), TrigramExtension()]

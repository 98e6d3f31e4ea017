"""The application a WSGI server runs."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from nastavnik.web.shell.body import whole_body

LARGEST_FORM = 2 * 1024 * 1024  # beside the file in it

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nastavnik.config.settings")
application = whole_body(
    get_wsgi_application(), limit=settings.MAX_UPLOAD_MB * 1024 * 1024 + LARGEST_FORM
)

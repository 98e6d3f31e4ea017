"""Settings, all from the environment. `docs/reference/settings.md` describes each."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from nastavnik import __version__
from nastavnik.kernel.database import setting_of


def _flag(name: str, default: str = "no") -> bool:
    return os.environ.get(name, default).lower() in {"1", "yes", "true", "on"}


def _secret_key(data: Path) -> str:
    """Take the key from the environment, else from the data folder.

    `nastavnik` writes the file before it starts anything that signs; a bare process without
    one (a type check, a test) gets a key of its own.
    """
    if key := os.environ.get("NASTAVNIK_SECRET_KEY"):
        return key
    file = data / "secret_key"
    return file.read_text().strip() if file.exists() else secrets.token_urlsafe(50)


DATA = Path(os.environ.get("NASTAVNIK_DATA", "data")).resolve()
DEBUG = _flag("NASTAVNIK_DEBUG")
SECRET_KEY = _secret_key(DATA)
HOST = os.environ.get("NASTAVNIK_HOST", "127.0.0.1")
ALLOWED_HOSTS = [HOST, "localhost", "127.0.0.1", "[::1]"]
PUBLIC_ADDRESS = os.environ.get("NASTAVNIK_ADDRESS", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
HTTPS = PUBLIC_ADDRESS.startswith("https://")

PRODUCT_NAME = "Наставник"
PRODUCT_VERSION = __version__
# one thing under four names (requirements 1.5): how the region calls it
MODEL_NAME = os.environ.get("NASTAVNIK_MODEL_NAME", "целевая модель наставничества")

INSTALLED_APPS = [
    "nastavnik.kernel",
    "nastavnik.audit",
    "nastavnik.organisations",
    "nastavnik.accounts",
    "nastavnik.jobs",
    "nastavnik.files",
    "nastavnik.imports",
    "nastavnik.notifications",
    "nastavnik.documents",
    "nastavnik.people",
    "nastavnik.roadmaps",
    "nastavnik.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",  # tables of the queue
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nastavnik.web.shell.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nastavnik.web.shell.middleware.activity",
    "nastavnik.web.shell.middleware.scope",
]
ROOT_URLCONF = "nastavnik.config.urls"
WSGI_APPLICATION = "nastavnik.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(__file__).parent.parent / "web" / "templates"],
        "OPTIONS": {
            "environment": "nastavnik.web.shell.jinja.environment",
            "context_processors": ["nastavnik.web.shell.context.shell"],
        },
    },
    {
        # texts the sign-in library brings along, where we have none of our own
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = {"default": setting_of(os.environ.get("DATABASE_URL", ""))}
CACHES = {
    # attempts to sign in are counted in one place for all processes
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

LANGUAGE_CODE = "ru"
TIME_ZONE = os.environ.get("NASTAVNIK_TIME_ZONE", "Europe/Moscow")
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [Path(__file__).parent.parent / "web" / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MAX_UPLOAD_MB = 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # pasted text; a file streams to the disk
FILE_UPLOAD_TEMP_DIR = None

AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # logins are unique in any case of letters
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
# how many proxies of ours stand in front: the address behind them is whose attempts are counted
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("NASTAVNIK_PROXIES", "1" if HTTPS else "0"))
ACCOUNT_ADAPTER = "nastavnik.web.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "nastavnik.web.accounts.forms.SignIn"}
ACCOUNT_TEMPLATE_EXTENSION = "html"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letters to strangers
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",  # a whole ministry may stand behind one address
    "login_failed": "30/10m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PRODUCT_NAME
USERSESSIONS_TRACK_ACTIVITY = True
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # our kinds of jobs are in the shelves `background`

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = False  # the proxy in front does it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "nastavnik.web.shell.errors.csrf_failed"

EMAIL_HOST = os.environ.get("NASTAVNIK_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("NASTAVNIK_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("NASTAVNIK_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("NASTAVNIK_MAIL_PASSWORD", "")
EMAIL_USE_TLS = _flag("NASTAVNIK_MAIL_TLS")
EMAIL_TIMEOUT = 15
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "mail"  # without a mail server letters wait here
DEFAULT_FROM_EMAIL = os.environ.get("NASTAVNIK_MAIL_FROM", "nastavnik@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "nastavnik.kernel.logs.HideSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

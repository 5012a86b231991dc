"""Django's settings. What differs from office to office comes from the environment (`tepat.web.config.environment`)."""

from __future__ import annotations

import logging.config
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tepat.web.config import environment as env
from tepat.web.config.logs import log_settings

DEBUG = env.switch("TEPAT_DEBUG")
# A demonstration shows its accounts on the log-in page; never set for real people.
TEPAT_DEMO = env.switch("TEPAT_DEMO")
TEPAT_DATA = env.data_folder()
# The region whose rules apply, and the folder with the tables and parameters that it supplies.
TEPAT_REGULASI = env.text("TEPAT_REGULASI", "balangan")
TEPAT_PELENGKAP = env.text("TEPAT_PELENGKAP")
# The day the application takes for today; empty: the clock's. Only a demonstration of a past month sets it.
TEPAT_HARI_INI = env.text("TEPAT_HARI_INI")
SECRET_KEY = env.secret_key(TEPAT_DATA)
ALLOWED_HOSTS = env.words("TEPAT_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("TEPAT_ORIGINS")
# A server before this one holds the certificate, and says who asked and how.
TEPAT_BEHIND_PROXY = env.switch("TEPAT_BEHIND_PROXY")
HTTPS = env.switch("TEPAT_HTTPS", default=not DEBUG and not TEPAT_DEMO)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    # Before the sign-in library, whose pages they replace.
    "tepat.web.ui",
    "tepat.web.apps.akun",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "tepat.web.apps.kepegawaian",
    "tepat.web.apps.impor",
    "tepat.web.apps.presensi",
    "tepat.web.apps.kinerja",
    "tepat.web.apps.regulasi",
    "tepat.web.apps.tpp",
    "tepat.web.apps.pembayaran",
    "tepat.web.apps.audit",
    "tepat.web.apps.beranda",
    *(["tepat.web.demo"] if TEPAT_DEMO else []),
]

MIDDLEWARE = [
    "tepat.web.common.middleware.Requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tepat.web.common.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tepat.web.ui.language.language_middleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tepat.web.apps.akun.middleware.Safety",
    "tepat.web.apps.akun.middleware.Limits",
]

ROOT_URLCONF = "tepat.web.config.urls"
UI_NAVIGATION = "tepat.web.apps.beranda.navigation.main_menu"
WSGI_APPLICATION = "tepat.web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "tepat.web.ui.context.frame",
                *(["tepat.web.demo.context.accounts"] if TEPAT_DEMO else []),
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("TEPAT_DATABASE_URL"), TEPAT_DATA)}
# Shared by all processes and threads: attempts are counted in it. Its table is made by a migration of akun.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "tepat_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What repeats or ends the jobs that no worker keeps alive; every worker calls them now and then.
TEPAT_SWEEPS = [
    "tepat.web.apps.tpp.services.sweep_runs",
    "tepat.web.apps.audit.recomputing.sweep_recomputations",
    "tepat.web.apps.beranda.services.beat_worker",
    "tepat.web.apps.presensi.services.sweep_processing",
]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# The child process that computes: what it may take.
TEPAT_CHILD_MEMORY = env.text("TEPAT_MEMORI", "2GB")
TEPAT_CHILD_THREADS = int(env.text("TEPAT_UTAS", "2"))
# How many seconds a worker may be silent before its work is given to another one.
TEPAT_LEASE_SECONDS = float(env.text("TEPAT_SEWA_DETIK", "20"))

# -- who is who -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "akun.Pengguna"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "beranda"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "tepat.web.apps.akun.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "tepat.web.apps.akun.adapters.SocialAccountAdapter"
# A whole office signs in at eight in the morning from one address: an address may fail more often than an account.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "60/m/ip,5/5m/key"}
ACCOUNT_SESSION_REMEMBER = True  # the session's own limits hold; nobody is asked
# How long a link or a first password that an administrator hands over may be used.
PASSWORD_RESET_TIMEOUT = 2 * 24 * 60 * 60
TEPAT_SANDI_PERTAMA_HARI = 14
# Roles that need a second step; "-" for none. A demonstration has no telephones.
TEPAT_WAJIB_MFA = frozenset(env.words("TEPAT_WAJIB_MFA", "-" if TEPAT_DEMO else "bkpsdm,bendahara,administrator")) - {
    "-"
}
# A session ends when nothing was done for so long; office computers are shared.
TEPAT_DIAM_DETIK = 60 * int(env.text("TEPAT_DIAM_MENIT", "30"))
MFA_ADAPTER = "tepat.web.apps.akun.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tepat"
# Phones' clocks are half a minute off.
MFA_TOTP_TOLERANCE = 1
# The sign-on service of the region, where it has one (OpenID Connect).
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "daerah",
                    "name": env.text("TEPAT_OIDC_NAMA", "Akun daerah"),
                    "client_id": env.text("TEPAT_OIDC_CLIENT_ID"),
                    "secret": env.text("TEPAT_OIDC_SECRET"),
                    "settings": {"server_url": env.text("TEPAT_OIDC_URL")},
                }
            ],
            "OAUTH_PKCE_ENABLED": True,
        }
    }
    if env.text("TEPAT_OIDC_URL")
    else {}
)

# -- language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [str(Path(__file__).resolve().parent.parent / "locale")]
LANGUAGE_COOKIE_NAME = "bahasa"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TEPAT_ZONA_WAKTU", "Asia/Makassar")
USE_THOUSAND_SEPARATOR = False

# -- files ------------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = TEPAT_DATA / "static"
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# What one uploaded file may weigh, and what one batch may.
TEPAT_UPLOAD_BYTES = 25 * 1024 * 1024
TEPAT_BATCH_BYTES = 200 * 1024 * 1024

# -- logs -------------------------------------------------------------------------------------------------------------

LOGGING_CONFIG = None  # Django's own would send mails and print requests as they came
LOGGING = log_settings(readable=DEBUG or TEPAT_DEMO)
logging.config.dictConfig(LOGGING)

# -- safety -----------------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tepat.web.ui.views.csrf_failure"
# Whether a domain is put on the browsers' own list is the decision of who owns the domain.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# What heavy work one account may ask for by POST: name of the address -> "how many/seconds".
TEPAT_LIMITS: dict[str, str] = {
    "akun_baru_semua": "30/3600",
    "audit_hitung_ulang": "60/3600",
    "impor_baru": "240/3600",
    "presensi_olah": "60/3600",
    "tpp_hitung": "120/3600",
}
if TEPAT_BEHIND_PROXY:
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

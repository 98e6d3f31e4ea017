"""Addresses of sign-in and of the security of one's account."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as one_time_codes
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from nastavnik.web.accounts import views

urlpatterns = [
    path("login/", sign_in.login, name="account_login"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("login/closed/", sign_in.account_inactive, name="account_inactive"),
    path("login/code/", second_step.authenticate, name="mfa_authenticate"),
    path("password/reset/", sign_in.password_reset, name="account_reset_password"),
    path("password/reset/sent/", sign_in.password_reset_done, name="account_reset_password_done"),
    re_path(
        # the library writes the two parts with a hyphen into its letter
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/ready/",
        sign_in.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("invitation/<str:secret>/", views.accept_invitation, name="accept_invitation"),
    path("profile/", views.profile, name="profile"),
    path("profile/password/", sign_in.password_change, name="account_change_password"),
    path("profile/password/new/", sign_in.password_set, name="account_set_password"),
    path("profile/confirm/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("profile/confirm/code/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("profile/codes/", second_step.index, name="mfa_index"),
    path("profile/codes/on/", one_time_codes.activate_totp, name="mfa_activate_totp"),
    path("profile/codes/off/", one_time_codes.deactivate_totp, name="mfa_deactivate_totp"),
    path("profile/spare/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "profile/spare/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "profile/spare/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("profile/sessions/", sessions.list_usersessions, name="usersessions_list"),
]

"""Forms of the account's owner."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password


class SignIn(LoginForm):  # type: ignore[misc] # the library has no types
    """A login or an address of mail, and a password; said in our words, without placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, login.help_text = "Логин или электронная почта", ""
        login.widget.attrs |= {"placeholder": "", "autocomplete": "username"}
        # the page has its own link for a forgotten password
        password.label, password.help_text = "Пароль", ""
        password.widget.attrs["placeholder"] = ""


class NewPassword(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label="Новый пароль",
        strip=False,
        help_text="Не короче 10 знаков. Удобно запомнить фразу из нескольких слов.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Новый пароль ещё раз",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse a weak password."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse two different ones."""
        cleaned = super().clean() or {}
        if "password" in cleaned and cleaned["password"] != cleaned.get("again"):
            self.add_error("again", "Пароли не совпадают.")
        return cleaned

"""Addresses of persons, appointments, groups. No name of a person ever stands in one."""

from django.urls import path

from nastavnik.web.people import appointments, groups, logins, persons, views

urlpatterns = [
    path("", views.list_people, name="list_people"),
    path("search/", views.search_people, name="search_people"),
    path("register/", views.list_register, name="list_register"),
    path("new/", persons.start_person, name="start_person"),
    path("add/", persons.add_person, name="add_person"),
    path("<int:pk>/", views.show_person, name="show_person"),
    path("<int:pk>/contacts/", persons.edit_contacts, name="edit_contacts"),
    path("<int:pk>/correct/", persons.correct_person, name="correct_person"),
    path("<int:pk>/post/", appointments.choose_post, name="choose_post"),
    path("<int:pk>/appoint/", appointments.appoint_person, name="appoint_person"),
    path("<int:pk>/access/", logins.start_login, name="start_login"),
    path("<int:pk>/login/", logins.give_login, name="give_login"),
    path("<int:pk>/invite/", logins.invite_person, name="invite_person"),
    path("appointments/<int:pk>/ending/", appointments.confirm_ending, name="confirm_ending"),
    path("appointments/<int:pk>/end/", appointments.end_appointment, name="end_appointment"),
    path(
        "appointments/<int:pk>/successor/", appointments.choose_successor, name="choose_successor"
    ),
    path(
        "appointments/<int:pk>/replace/", appointments.replace_appointee, name="replace_appointee"
    ),
    path("groups/", groups.list_groups, name="list_groups"),
    path("groups/new/", groups.start_group, name="start_group"),
    path("groups/form/", groups.form_group, name="form_group"),
    path("groups/<int:pk>/", groups.show_group, name="show_group"),
    path("groups/<int:pk>/member/", groups.choose_group_member, name="choose_group_member"),
    path("groups/<int:pk>/join/", groups.join_group, name="join_group"),
    path("groups/<int:pk>/ending/", groups.confirm_group_end, name="confirm_group_end"),
    path("groups/<int:pk>/end/", groups.end_group, name="end_group"),
]

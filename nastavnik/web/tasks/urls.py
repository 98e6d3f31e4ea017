"""Addresses of tasks, their documents, and what is done to several of them."""

from django.urls import path

from nastavnik.web.tasks import task_views as tasks
from nastavnik.web.tasks import views

urlpatterns = [
    path("", views.list_tasks, name="list_tasks"),
    path("board/", views.show_board, name="show_board"),
    path("do/", views.do_with_tasks, name="do_with_tasks"),
    path("deeds/<int:pk>/undo/", views.undo_deed, name="undo_deed"),
    path("<int:pk>/", tasks.show_task, name="show_task"),
    path("<int:pk>/documents/", tasks.attach_evidence, name="attach_evidence"),
    path("<int:pk>/submit/", tasks.submit_task, name="submit_task"),
    path("<int:pk>/recall/", tasks.recall_task, name="recall_task"),
    path("<int:pk>/accept/", tasks.accept_task, name="accept_task"),
    path("<int:pk>/return/", tasks.return_task, name="return_task"),
    path("<int:pk>/waive/", tasks.waive_task, name="waive_task"),
    path("<int:pk>/give-up/", tasks.give_up_task, name="give_up_task"),
    path("<int:pk>/reopen/", tasks.reopen_task, name="reopen_task"),
    path("<int:pk>/prolong/", tasks.prolong_task, name="prolong_task"),
    path("<int:pk>/event/", tasks.record_event, name="record_event"),
    path("<int:pk>/schedule/", tasks.attach_schedule, name="attach_schedule"),
    path("documents/<int:pk>/", tasks.download_evidence, name="download_evidence"),
    path("documents/<int:pk>/remove/", tasks.remove_evidence, name="remove_evidence"),
    path("schedules/<int:pk>/", tasks.download_schedule, name="download_schedule"),
]

"""Addresses of a plan's way to approval, its editions and the proposals to it."""

from django.urls import path

from nastavnik.web.approvals import editions, moves, proposals

urlpatterns = [
    path("roadmaps/<int:pk>/approvals/", moves.show_approvals, name="show_approvals"),
    path("roadmaps/<int:pk>/submit/", moves.submit_roadmap, name="submit_roadmap"),
    path("roadmaps/<int:pk>/recall/", moves.recall_roadmap, name="recall_roadmap"),
    path("roadmaps/<int:pk>/agree/", moves.agree_roadmap, name="agree_roadmap"),
    path("roadmaps/<int:pk>/remarks/", moves.write_remarks, name="write_remarks"),
    path("roadmaps/<int:pk>/return/", moves.return_roadmap, name="return_roadmap"),
    path("roadmaps/<int:pk>/approve/", moves.approve_roadmap, name="approve_roadmap"),
    path("roadmaps/<int:pk>/revise/", moves.start_revision, name="start_revision"),
    path("roadmaps/<int:pk>/abandon/", moves.abandon_revision, name="abandon_revision"),
    path("roadmaps/<int:pk>/close/", moves.close_roadmap, name="close_roadmap"),
    path("roadmaps/remarks/<int:pk>/settle/", moves.settle_remark, name="settle_remark"),
    path("roadmaps/<int:pk>/editions/", editions.compare_editions, name="compare_editions"),
    path("roadmaps/<int:pk>/editions/<int:number>/", editions.show_edition, name="show_edition"),
    path("roadmaps/<int:pk>/proposals/", proposals.list_proposals, name="list_proposals"),
    path(
        "roadmaps/<int:pk>/proposals.<slug:kind>",
        proposals.export_proposals,
        name="export_proposals",
    ),
    path("roadmaps/<int:pk>/proposals/new/", proposals.start_proposal, name="start_proposal"),
    path("roadmaps/<int:pk>/proposals/add/", proposals.propose, name="propose"),
    path("proposals/", proposals.list_own_proposals, name="list_own_proposals"),
    path("proposals/<int:pk>/", proposals.show_proposal, name="show_proposal"),
    path("proposals/<int:pk>/accept/", proposals.accept_proposal, name="accept_proposal"),
    path("proposals/<int:pk>/decline/", proposals.decline_proposal, name="decline_proposal"),
    path(
        "proposals/<int:pk>/reconsider/", proposals.reconsider_proposal, name="reconsider_proposal"
    ),
]

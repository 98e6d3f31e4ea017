"""What is done with plans: take one in and back, correct it, say who its actors are."""

from nastavnik.roadmaps.services.approving import (
    agree_roadmap,
    approve_roadmap,
    close_roadmap,
    recall_roadmap,
    return_roadmap,
    settle_remark,
    submit_roadmap,
)
from nastavnik.roadmaps.services.assigning import (
    assign_actor,
    replace_responsible,
)
from nastavnik.roadmaps.services.cascading import (
    Cascaded,
    cascade_in_background,
    cascade_roadmap,
)
from nastavnik.roadmaps.services.composing import (
    ItemWords,
    add_item,
    edit_item,
    remove_item,
    restore_item,
)
from nastavnik.roadmaps.services.controlling import (
    note_finding,
    prolong_control,
    put_on_control,
    reassign_control,
    remove_from_control,
)
from nastavnik.roadmaps.services.correcting import (
    accept_doubts,
    correct_item,
    correct_responsible,
    correct_term,
    settle_item,
)
from nastavnik.roadmaps.services.dating import (
    attach_schedule,
    prolong_task,
    record_event,
)
from nastavnik.roadmaps.services.deeds import (
    VERBS,
    Refusal,
    do_with_tasks,
    undo_deed,
)
from nastavnik.roadmaps.services.desk import (
    close_feed,
    delete_filter,
    open_feed,
    rename_filter,
    save_filter,
)
from nastavnik.roadmaps.services.editing import (
    add_section,
    correct_roadmap,
    move_item,
    move_section,
    remove_section,
    rename_section,
    renumber_roadmap,
)
from nastavnik.roadmaps.services.merging import (
    Merged,
    merge_units,
)
from nastavnik.roadmaps.services.papers import (
    add_scan,
    remove_scan,
    save_passport,
)
from nastavnik.roadmaps.services.participating import (
    approve_participation,
    change_participation,
    draft_participation,
)
from nastavnik.roadmaps.services.performing import (
    accept_task,
    attach_evidence,
    give_up_task,
    recall_task,
    remove_evidence,
    reopen_task,
    return_task,
    submit_task,
    waive_task,
)
from nastavnik.roadmaps.services.prolonging import (
    prolong_item,
)
from nastavnik.roadmaps.services.proposing import (
    accept_proposal,
    decline_proposal,
    propose,
    reconsider_proposal,
)
from nastavnik.roadmaps.services.reminding import (
    Counts,
    remind,
)
from nastavnik.roadmaps.services.revising import (
    abandon_revision,
    start_revision,
)
from nastavnik.roadmaps.services.rolling_over import (
    roll_over,
)
from nastavnik.roadmaps.services.starting import (
    create_empty_roadmap,
    create_from_template,
    discard_draft,
)
from nastavnik.roadmaps.services.syncing import (
    sync_roadmap,
    sync_roadmaps,
)
from nastavnik.roadmaps.services.taking_in import (
    create_roadmap_from_plan,
    remove_roadmap,
)

__all__ = [
    "VERBS",
    "Cascaded",
    "Counts",
    "ItemWords",
    "Merged",
    "Refusal",
    "abandon_revision",
    "accept_doubts",
    "accept_proposal",
    "accept_task",
    "add_item",
    "add_scan",
    "add_section",
    "agree_roadmap",
    "approve_participation",
    "approve_roadmap",
    "assign_actor",
    "attach_evidence",
    "attach_schedule",
    "cascade_in_background",
    "cascade_roadmap",
    "change_participation",
    "close_feed",
    "close_roadmap",
    "correct_item",
    "correct_responsible",
    "correct_roadmap",
    "correct_term",
    "create_empty_roadmap",
    "create_from_template",
    "create_roadmap_from_plan",
    "decline_proposal",
    "delete_filter",
    "discard_draft",
    "do_with_tasks",
    "draft_participation",
    "edit_item",
    "give_up_task",
    "merge_units",
    "move_item",
    "move_section",
    "note_finding",
    "open_feed",
    "prolong_control",
    "prolong_item",
    "prolong_task",
    "propose",
    "put_on_control",
    "reassign_control",
    "recall_roadmap",
    "recall_task",
    "reconsider_proposal",
    "record_event",
    "remind",
    "remove_evidence",
    "remove_from_control",
    "remove_item",
    "remove_roadmap",
    "remove_scan",
    "remove_section",
    "rename_filter",
    "rename_section",
    "renumber_roadmap",
    "reopen_task",
    "replace_responsible",
    "restore_item",
    "return_roadmap",
    "return_task",
    "roll_over",
    "save_filter",
    "save_passport",
    "settle_item",
    "settle_remark",
    "start_revision",
    "submit_roadmap",
    "submit_task",
    "sync_roadmap",
    "sync_roadmaps",
    "undo_deed",
    "waive_task",
]

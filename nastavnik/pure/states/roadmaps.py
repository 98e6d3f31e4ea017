"""How plans, tasks, control cards, lists and proposals move from state to state."""

from nastavnik.pure.states import Machine

# R13, R16, R20. A plan with nobody above it is approved without being agreed.
ROADMAP = Machine(
    "roadmap",
    {
        ("draft", "submit"): "agreeing",
        ("draft", "approve_alone"): "approved",
        ("agreeing", "agree"): "agreed",
        ("agreeing", "return"): "returned",
        ("agreeing", "recall"): "draft",
        ("agreeing", "recall_revision"): "revising",
        ("returned", "submit"): "agreeing",
        ("returned", "abandon"): "approved",
        ("agreed", "approve"): "approved",
        ("agreed", "return"): "returned",
        ("approved", "revise"): "revising",
        ("approved", "close"): "closed",
        ("revising", "submit"): "agreeing",
        ("revising", "approve_alone"): "approved",
        ("revising", "abandon"): "approved",
        # its unit is no more (R19)
        ("draft", "disband"): "closed",
        ("agreeing", "disband"): "closed",
        ("returned", "disband"): "closed",
        ("agreed", "disband"): "closed",
        ("approved", "disband"): "closed",
        ("revising", "disband"): "closed",
    },
)

# R14: done only when somebody has accepted the evidence
TASK = Machine(
    "task",
    {
        ("open", "submit"): "submitted",
        ("open", "waive"): "not_needed",
        ("open", "give_up"): "not_done",
        ("open", "withdraw"): "withdrawn",
        ("returned", "submit"): "submitted",
        ("returned", "waive"): "not_needed",
        ("returned", "give_up"): "not_done",
        ("submitted", "accept"): "done",
        ("submitted", "return"): "returned",
        ("submitted", "recall"): "open",
        ("done", "reopen"): "open",
        ("not_needed", "reopen"): "open",
        ("not_done", "reopen"): "open",
        ("withdrawn", "restore"): "open",
    },
)

# R79
CARD = Machine("card", {("on", "remove"): "removed"})

# R3
PARTICIPATION = Machine("participation", {("draft", "approve"): "approved"})

# R16
PROPOSAL = Machine(
    "proposal",
    {
        ("new", "accept"): "accepted",
        ("new", "decline"): "declined",
        ("accepted", "reconsider"): "new",
        ("declined", "reconsider"): "new",
    },
)

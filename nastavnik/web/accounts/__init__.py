"""Sign-in, security of the account, invitations."""

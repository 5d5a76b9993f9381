"""The schema with which migrations begin: a new store gets all tables of the code at once, and stands at the newest."""

revision = "0049"
down_revision = None


def upgrade() -> None:
    """Do nothing: a store that has tables has these."""

"""The first shape."""

from alembic import op

from storage.tables import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step forward; there is no way back but a backup."""
    metadata.create_all(op.get_bind())

"""Groups of a plan know their positions, files what was said with them, rows that they are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step forward; there is no way back but a backup."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "group_positions",
        sa.Column("group_id", number, nullable=False),
        sa.Column("position_id", number, nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["positions.id"], name=op.f("fk_group_positions_group_id_positions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_group_positions_position_id_positions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "position_id", name=op.f("pk_group_positions")),
    )
    with op.batch_alter_table("group_positions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_positions_position_id"), ["position_id"], unique=False)
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadlines_done_at"), ["done_at"], unique=False)
    op.add_column("attachments", sa.Column("caption", sa.Text(), server_default="", nullable=False))
    op.add_column("plan_rows", sa.Column("gone", sa.Boolean(), server_default="0", nullable=False))

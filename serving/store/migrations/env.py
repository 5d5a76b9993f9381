"""Run by Alembic: the scripts of `versions`, on the connection that `serving.store.upgrade` opened."""

from alembic import context

from serving.store.tables.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=False,  # the caller has opened the transaction
)
context.run_migrations()

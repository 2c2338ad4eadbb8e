"""Runs migrations on the connection that bwdesk.store.migrate hands over; the caller owns the transaction."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=False)
context.run_migrations()

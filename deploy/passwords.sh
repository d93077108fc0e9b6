#!/bin/sh
# Run by the PostgreSQL image after roles.sql, once: the passwords come from the environment.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v app="$DATABASE_PASSWORD" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
ALTER ROLE rellano_owner PASSWORD :'owner';
ALTER ROLE rellano PASSWORD :'app';
SQL

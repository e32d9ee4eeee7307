#!/bin/sh
# Part of https://github.com/docker-library/postgres that deploy/compose.yml uses.
set -eu
case ${1:-} in
  postgres | -*) ;;
  *) exec "$@" ;;
esac
[ "$1" != postgres ] || shift
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # shellcheck disable=SC2086
  initdb --username postgres --pwfile "$POSTGRES_PASSWORD_FILE" --auth-host scram-sha-256 --auth-local trust $POSTGRES_INITDB_ARGS > /dev/null
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  pg_ctl --wait --options "-c listen_addresses=" start > /dev/null
  createdb --username postgres "$POSTGRES_DB"
  for file in /docker-entrypoint-initdb.d/*.sh; do POSTGRES_USER=postgres "$file"; done
  pg_ctl --wait --mode fast stop > /dev/null
fi
exec postgres "$@"

#!/bin/sh
# Runs at initialisation, and again by hand to add roles or change passwords: deploy/README.md. The migrator owns the
# schema; core reads and writes rows and cannot change the schema; backups read every table; the monitor reads
# statistics. The mailer has no role, because it has no database.
#
# Each role takes its password from its URL, in MIGRATOR_DATABASE_URL and others or in the file that
# MIGRATOR_DATABASE_URL_FILE names.
set -eu
: "${POSTGRES_USER:=postgres}" "${POSTGRES_DB:=onasty}"

decode() {
  rest=$1
  while [ "$rest" != "${rest#*%}" ]; do
    digits=${rest#*%}
    printf '%s%b' "${rest%%%*}" "\\0$(printf %o "0x${digits%"${digits#??}"}")"
    rest=${digits#??}
  done
  printf %s "$rest"
}

password_of() {
  eval "url=\${$1:-} file=\${$1_FILE:-}"
  [ -n "$url" ] || url=$(cat "${file:?"$1 is not set"}")
  rest=${url#*://*:}
  decode "${rest%%@*}"
}
MIGRATOR_PASSWORD=$(password_of MIGRATOR_DATABASE_URL)
CORE_PASSWORD=$(password_of CORE_DATABASE_URL)
BACKUP_PASSWORD=$(password_of BACKUP_DATABASE_URL)
MONITOR_PASSWORD=$(password_of MONITOR_DATABASE_URL)
export MIGRATOR_PASSWORD CORE_PASSWORD BACKUP_PASSWORD MONITOR_PASSWORD
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'END'
\getenv migrator_password MIGRATOR_PASSWORD
\getenv core_password CORE_PASSWORD
\getenv backup_password BACKUP_PASSWORD
\getenv monitor_password MONITOR_PASSWORD
SELECT current_database() AS database \gset

SELECT format('CREATE ROLE %I', name)
  FROM unnest(ARRAY['onasty_migrator', 'onasty_core', 'onasty_backup', 'onasty_monitor']) AS name
 WHERE name NOT IN (SELECT rolname FROM pg_roles) \gexec
ALTER ROLE onasty_migrator LOGIN PASSWORD :'migrator_password' CONNECTION LIMIT 4;
ALTER ROLE onasty_core LOGIN PASSWORD :'core_password';
ALTER ROLE onasty_backup LOGIN PASSWORD :'backup_password' CONNECTION LIMIT 2;
ALTER ROLE onasty_monitor LOGIN PASSWORD :'monitor_password' CONNECTION LIMIT 3;

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE :"database" TO onasty_migrator;
GRANT CONNECT ON DATABASE :"database" TO onasty_core, onasty_backup, onasty_monitor;
GRANT pg_read_all_data TO onasty_backup;
GRANT pg_monitor TO onasty_monitor;

ALTER SCHEMA public OWNER TO onasty_migrator;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO onasty_core;
ALTER DEFAULT PRIVILEGES FOR ROLE onasty_migrator IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO onasty_core;
ALTER DEFAULT PRIVILEGES FOR ROLE onasty_migrator IN SCHEMA public
  GRANT USAGE, SELECT ON SEQUENCES TO onasty_core;
END

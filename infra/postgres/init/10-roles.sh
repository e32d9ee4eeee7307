#!/bin/sh
# Runs once, at initialisation. The migrator owns the schema; core reads and writes rows and cannot change the schema; the
# mailer has no role, because it has no database.
set -eu
: "${POSTGRES_USER:=postgres}" "${POSTGRES_DB:=onasty}"
: "${MIGRATOR_PASSWORD:?is not set}" "${CORE_PASSWORD:?is not set}"
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'END'
\getenv migrator_password MIGRATOR_PASSWORD
\getenv core_password CORE_PASSWORD
SELECT current_database() AS database \gset

CREATE ROLE onasty_migrator LOGIN PASSWORD :'migrator_password' CONNECTION LIMIT 4;
CREATE ROLE onasty_core LOGIN PASSWORD :'core_password';

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE :"database" TO onasty_migrator;
GRANT CONNECT ON DATABASE :"database" TO onasty_core;

ALTER SCHEMA public OWNER TO onasty_migrator;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO onasty_core;
ALTER DEFAULT PRIVILEGES FOR ROLE onasty_migrator IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO onasty_core;
ALTER DEFAULT PRIVILEGES FOR ROLE onasty_migrator IN SCHEMA public
  GRANT USAGE, SELECT ON SEQUENCES TO onasty_core;
END

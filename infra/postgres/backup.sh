#!/bin/sh
# Backs up the database at once and then every BACKUP_INTERVAL (24h), keeps each backup for BACKUP_KEEP_DAYS (14), and
# writes the time of the last success for the node exporter. With a parameter `once`, backs up once.
#
#   DATABASE_URL or DATABASE_URL_FILE    postgresql://user:password@host:port/database?sslmode=verify-full
#   BACKUPS                              folder of the backups; the node exporter reads metrics/
set -eu
umask 077
folder=${BACKUPS:?is not set}
metrics=$folder/metrics
mkdir -p "$metrics"
chmod 755 "$metrics"
[ -z "${DATABASE_URL_FILE:-}" ] || DATABASE_URL=$(cat "$DATABASE_URL_FILE")

decode() {
  rest=$1
  while [ "$rest" != "${rest#*%}" ]; do
    digits=${rest#*%}
    printf '%s%b' "${rest%%%*}" "\\0$(printf %o "0x${digits%"${digits#??}"}")"
    rest=${digits#??}
  done
  printf %s "$rest"
}

# The password is not in a parameter of pg_dump, which other processes could read.
authority=${DATABASE_URL#*://} authority=${authority%%[/?]*}
user=${authority%@*}
if [ "$user" != "$authority" ] && [ "$user" != "${user#*:}" ]; then
  PGPASSWORD=$(decode "${user#*:}")
  export PGPASSWORD
  DATABASE_URL=${DATABASE_URL%%://*}://${user%%:*}@${DATABASE_URL#*@}
fi
# As in core, each of these modes verifies, without a file of authorities by those of the machine.
DATABASE_URL=$(printf %s "$DATABASE_URL" | sed -E 's/([?&]sslmode=)(prefer|require|verify-ca)/\1verify-full/')
case $DATABASE_URL in
  *[?\&]sslmode=verify-full*) export PGSSLROOTCERT="${PGSSLROOTCERT:-system}" ;;
esac

back_up() {
  file=$folder/onasty-$(date -u +%Y%m%dT%H%M%SZ).dump
  # Content is left out: a note that was read must not come back from an old copy.
  pg_dump --dbname "$DATABASE_URL" --format custom --exclude-table-data note_payload --file "$file.partial" || return 1
  # A backup that cannot be read is none.
  pg_restore --list "$file.partial" > /dev/null || return 1
  mv "$file.partial" "$file"
  find "$folder" -maxdepth 1 -name 'onasty-*.dump*' -mtime "+${BACKUP_KEEP_DAYS:-14}" -delete
  {
    echo '# HELP onasty_backup_last_success_timestamp_seconds Unix time of the last backup of the database that succeeded.'
    echo '# TYPE onasty_backup_last_success_timestamp_seconds gauge'
    echo "onasty_backup_last_success_timestamp_seconds $(date +%s)"
  } > "$metrics/backup.partial"
  chmod 644 "$metrics/backup.partial"
  mv "$metrics/backup.partial" "$metrics/backup.prom"
  echo "backed up to $file"
}

while true; do
  if back_up; then
    [ "${1:-}" != once ] || exit 0
    sleep "${BACKUP_INTERVAL:-24h}"
  else
    echo 'backup failed; retrying in 15 min' >&2
    [ "${1:-}" != once ] || exit 1
    sleep 15m
  fi
done

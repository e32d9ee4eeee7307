#!/bin/sh
# Creates .env and the folder secrets, with secrets of your own: ./setup.sh [public URL]. It never replaces a file,
# because stored notes need their keys; after an upgrade, run it again to add what is new. In its image, it writes to
# /out, with the files that Docker Compose reads; one that you changed stays, beside the new one as <name>.new.
#
# Each file of the folder secrets has one variable. They are readable, because each service runs as another user; the
# folder is closed to other users of this machine.
set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
folder=${OUT:-$here}
files='.env secrets ca'
[ -d "$folder" ] || { echo 'Mount a folder: docker run --rm --volume "$PWD:/out" <image>' >&2; exit 1; }
cd "$folder"

place() {
  if [ ! -e "$1" ]; then
    cp -R "$here/$1" "$1"
  elif ! diff -r "$here/$1" "$1" > /dev/null; then
    rm -rf "$1.new"
    cp -R "$here/$1" "$1.new"
    echo "$1 differs from this version's: compare it with $1.new, and replace it"
  fi
  for copy in "$1" "$1.new"; do [ ! -e "$copy" ] || chmod -R a+rX "$copy"; done
}
if [ "$folder" != "$here" ]; then
  for name in compose.yml compose.monitoring.yml infra; do place "$name"; files="$files $name $name.new"; done
  settings="s|^ONASTY_IMAGES=.*|ONASTY_IMAGES=$ONASTY_IMAGES|; s|^ONASTY_VERSION=.*|ONASTY_VERSION=$ONASTY_VERSION|
    s|^APP_COMMIT=.*|APP_COMMIT=$APP_COMMIT|"
else
  settings='s|^COMPOSE_FILE=.*|COMPOSE_FILE=compose.yml:compose.build.yml|; s|^CONFIGURATION=.*|CONFIGURATION=../infra|'
fi

url=${1:-}
case $url in
  '' ) ;;
  *[!A-Za-z0-9:/.-]*) echo "not a URL: $url" >&2; exit 1 ;;
  http://?* | https://?*)
    host=${url#*://} host=${host%%/*} scheme=${url%%:*}
    settings="$settings; s|^FRONTEND_URL=.*|FRONTEND_URL=${url%/}|; s|^MAIL_FROM=.*|MAIL_FROM=notes@${host%:*}|"
    port=${host##*:}
    [ "$port" = "$host" ] || case $scheme in
      http) settings="$settings; s|^HTTP_PORTS=.*|HTTP_PORTS=$port:$port|" ;;
      https) settings="$settings; s|^HTTPS_PORTS=.*|HTTPS_PORTS=$port:$port|" ;;
    esac ;;
  *) echo "not a URL: $url" >&2; exit 1 ;;
esac
[ -e .env ] || { sed "$settings" "$here/.env.example" > .env.part && mv .env.part .env; }
mkdir -p secrets ca
chmod 755 ca

secret() {
  [ -e "secrets/$1" ] || { printf '%s\n' "$2" > "secrets/.$1" && chmod 444 "secrets/.$1" && mv "secrets/.$1" "secrets/$1"; }
}
key() { echo "k1:$(head -c 32 /dev/urandom | base64)"; }
password() { head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }
database() { echo "postgresql://$1:$(password)@postgres:5432/onasty"; }

# Encrypt notes and mails, and sign tokens. Keep a copy in a safe place: without them, notes are unreadable.
secret note_encryption_keys "$(key)"
secret mail_encryption_keys "$(key)"
secret jwt_signing_keys "$(key)"

# Fill in. In the URL, write @ as %40, : as %3A and / as %2F.
secret smtp_url smtps://user:password@smtp.example.com:465

# Client secrets of OAuth providers; empty without a provider.
secret google_client_secret ''
secret github_client_secret ''
secret oidc_client_secret ''

# Shared by the services only.
secret postgres_password "$(password)"
secret core_database_url "$(database onasty_core)"
secret migrator_database_url "$(database onasty_migrator)"
secret backup_database_url "$(database onasty_backup)"
secret monitor_database_url "$(database onasty_monitor)"
secret redis_url "redis://onasty:$(password)@redis:6379"
secret redis_monitor_passwords "{\"redis://monitor@redis:6379\":\"$(password)\"}"
secret core_nats_url "nats://core:$(password)@nats:4222"
secret mailer_nats_url "nats://mailer:$(password)@nats:4222"
secret operator_nats_url "nats://operator:$(password)@nats:4222"

# Password of Grafana's user admin, and of the mail server that delivers alerts.
secret grafana_password "$(password)"
secret alert_smtp_password ''

if [ "$folder" != "$here" ]; then
  # The files belong to the owner of the folder, not to the root of a container.
  for name in $files; do [ ! -e "$name" ] || chown -R "$(stat -c %u:%g .)" "$name"; done
  grep -q "^ONASTY_VERSION=$ONASTY_VERSION\$" .env || echo "for this version, set ONASTY_VERSION=$ONASTY_VERSION in .env"
fi

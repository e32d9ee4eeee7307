#!/bin/sh
# Creates .env and the folder secrets, with secrets of your own. It never replaces a file, because stored notes need their
# keys; after an upgrade, run it again to add what is new.
#
# Each file of the folder has one variable. They are readable, because each service runs as another user; the folder is
# closed to other users of this machine.
set -eu
umask 077
cd "$(dirname "$0")"
[ -e .env ] || cp .env.example .env
mkdir -p secrets

secret() {
  [ -e "secrets/$1" ] || { printf '%s\n' "$2" > "secrets/.$1" && chmod 444 "secrets/.$1" && mv "secrets/.$1" "secrets/$1"; }
}
key() { echo "k1:$(openssl rand -base64 32)"; }
password() { openssl rand -hex 24; }
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

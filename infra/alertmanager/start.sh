#!/bin/sh
# Starts Alertmanager with receivers from the environment, and fails without any. For receivers
# of other kinds, write them to receivers.yml in this folder: https://prometheus.io/docs/alerting/latest/configuration/
#
#   ALERT_WEBHOOK_URL                           receives pages and tickets as JSON
#   ALERT_EMAIL_TO, ALERT_EMAIL_FROM            receives them as mail, through
#   ALERT_SMTP_HOST (host:port), ALERT_SMTP_USER, ALERT_SMTP_PASSWORD_FILE
#   ALERT_WATCHDOG_URL                          is called every minute: a service that raises an alarm when calls stop
set -eu
here=$(dirname "$0")
file=$(mktemp)
quoted() { printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"; }

receiver() {
  echo "  - name: $1"
  if [ -n "$2" ]; then
    printf '    webhook_configs:\n      - url: %s\n' "$(quoted "$2")"
  fi
  if [ -n "$3" ]; then
    : "${ALERT_EMAIL_FROM:?is not set}" "${ALERT_SMTP_HOST:?is not set}"
    printf '    email_configs:\n      - to: %s\n        from: %s\n        smarthost: %s\n' \
      "$(quoted "$3")" "$(quoted "$ALERT_EMAIL_FROM")" "$(quoted "$ALERT_SMTP_HOST")"
    if [ -n "${ALERT_SMTP_USER:-}" ]; then
      printf '        auth_username: %s\n        auth_password_file: %s\n' \
        "$(quoted "$ALERT_SMTP_USER")" "$(quoted "${ALERT_SMTP_PASSWORD_FILE:?is not set}")"
    fi
  fi
}

sed '/^receivers:/,$d' "$here/alertmanager.yml" > "$file"
if [ -f "$here/receivers.yml" ]; then
  cat "$here/receivers.yml" >> "$file"
elif [ -n "${ALERT_WEBHOOK_URL:-}${ALERT_EMAIL_TO:-}" ]; then
  {
    echo 'receivers:'
    receiver page "${ALERT_WEBHOOK_URL:-}" "${ALERT_EMAIL_TO:-}"
    receiver ticket "${ALERT_WEBHOOK_URL:-}" "${ALERT_EMAIL_TO:-}"
    receiver watchdog "${ALERT_WATCHDOG_URL:-}" ''
  } >> "$file"
  [ -n "${ALERT_WATCHDOG_URL:-}" ] || echo 'ALERT_WATCHDOG_URL is not set: nothing raises an alarm if monitoring itself stops' >&2
else
  echo 'Alerts have no receiver: set ALERT_WEBHOOK_URL or ALERT_EMAIL_TO, see docs/observability.md' >&2
  exit 1
fi
exec alertmanager --config.file="$file" "$@"

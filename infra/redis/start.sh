#!/bin/sh
# Redis reads no environment, so its users come through standard input: a command line would expose the passwords. Core
# has no administrative commands except INFO, which clients use to detect readiness; the monitor reads no keys.
set -eu
if [ -n "${REDIS_URL_FILE:-}" ]; then
  url=$(cat "$REDIS_URL_FILE")
  rest=${url#*://*:}
  REDIS_PASSWORD=${rest%%@*}
fi
: "${REDIS_PASSWORD:?is not set}"
monitor=
if [ -n "${REDIS_MONITOR_PASSWORDS_FILE:-}" ]; then
  REDIS_MONITOR_PASSWORD=$(sed 's/.*:"\(.*\)".*/\1/' "$REDIS_MONITOR_PASSWORDS_FILE")
fi
if [ -n "${REDIS_MONITOR_PASSWORD:-}" ]; then
  monitor="user monitor on >$REDIS_MONITOR_PASSWORD resetkeys -@all +ping +info +client|setname"
fi
exec redis-server "${1:-/etc/redis/redis.conf}" - <<END

user onasty on >$REDIS_PASSWORD ~* &* +@all -@admin -@dangerous +info
$monitor
END

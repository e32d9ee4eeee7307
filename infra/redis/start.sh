#!/bin/sh
# Redis reads no environment, so its users come through standard input: a command line would expose the passwords. Core
# has no administrative commands except INFO, which clients use to detect readiness; the monitor reads no keys.
set -eu
decode() {
  rest=$1
  while [ "$rest" != "${rest#*%}" ]; do
    digits=${rest#*%}
    printf '%s%b' "${rest%%%*}" "\\0$(printf %o "0x${digits%"${digits#??}"}")"
    rest=${digits#??}
  done
  printf %s "$rest"
}
if [ -n "${REDIS_URL_FILE:-}" ]; then
  url=$(cat "$REDIS_URL_FILE")
  user=${url%%@*}
  REDIS_PASSWORD=$(decode "${user#*://*:}")
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

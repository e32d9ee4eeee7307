#!/bin/sh
# Redis reads no environment, so its one user comes through standard input: on the command line everybody could read
# the password. The user may not do what administers the server, INFO aside, by which clients see that it is ready.
set -eu
: "${REDIS_PASSWORD:?is not set}"
exec redis-server "${1:-/etc/redis/redis.conf}" - <<END

user onasty on >$REDIS_PASSWORD ~* &* +@all -@admin -@dangerous +info
END

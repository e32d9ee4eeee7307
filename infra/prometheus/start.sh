#!/bin/sh
# Starts Prometheus with the public URLs of the web UI and the API as targets: its configuration cannot read the
# environment.
set -eu
mkdir -p /tmp/site
printf -- '- targets: ["%s", "%s/api/ping"]\n' "$SITE" "${SITE%/}" > /tmp/site/site.yml
exec prometheus "$@"

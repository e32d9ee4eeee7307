#!/bin/sh
# Starts Prometheus and tells it the addresses that people use, the web UI's and the API's behind it, which its own file
# can not take from the environment.
set -eu
mkdir -p /tmp/site
printf -- '- targets: ["%s", "%s/api/ping"]\n' "$SITE" "${SITE%/}" > /tmp/site/site.yml
exec prometheus "$@"

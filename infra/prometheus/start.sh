#!/bin/sh
# Starts Prometheus and tells it the address that people use, which its own file can not take from the environment.
set -eu
mkdir -p /tmp/site
printf -- '- targets: ["%s"]\n' "$SITE" > /tmp/site/site.yml
exec prometheus "$@"

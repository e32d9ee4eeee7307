#!/bin/sh
# Starts Prometheus with the public URLs of the web UI and the API as targets: its configuration cannot read the
# environment.
set -eu
case ${RUNBOOKS:-} in
  *example.com*) problem=1 ;;
  https://?* | http://?*) problem= ;;
  *) problem=1 ;;
esac
if [ -n "$problem" ]; then
  echo 'RUNBOOKS must be the URL of docs/runbooks in your copy of the repository: alerts link there' >&2
  exit 1
fi
mkdir -p /tmp/site
printf -- '- targets: ["%s", "%s/api/ping"]\n' "$SITE" "${SITE%/}" > /tmp/site/site.yml
exec prometheus "$@"

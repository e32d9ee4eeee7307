#!/bin/sh
# Starts the exporter of PostgreSQL's statistics, which reads no password from a file together with an address, and
# rejects what its driver does not know.
set -eu
DATA_SOURCE_NAME=$(sed -E \
  -e 's/([?&])channel_binding=[^&]*(&|$)/\1/' \
  -e 's/([?&]sslmode=)(prefer|require|verify-ca)/\1verify-full/' \
  -e 's/[?&]$//' \
  -e '/[?&]sslmode=/!{ /\?/!s/$/?/; s/([^?])$/\1\&/; s/$/sslmode=disable/; }' \
  "${DATABASE_URL_FILE:?is not set}")
export DATA_SOURCE_NAME
exec postgres_exporter "$@"

#!/bin/sh
# Starts the exporter of PostgreSQL's statistics, which reads no password from a file together with an address.
set -eu
DATA_SOURCE_NAME="$(cat "${DATABASE_URL_FILE:?is not set}")?sslmode=disable"
export DATA_SOURCE_NAME
exec postgres_exporter "$@"

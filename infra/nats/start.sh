#!/bin/sh
# Starts NATS with version.conf if its version supports it: 2.9 fails on it.
set -eu
here=$(dirname "$0")
folder=$(mktemp -d)
cp "$here/nats.conf" "$folder"
case $(nats-server --version) in
  *v2.[0-9].*) : > "$folder/version.conf" ;;
  *) cp "$here/version.conf" "$folder" ;;
esac
exec nats-server --config "$folder/nats.conf" "$@"

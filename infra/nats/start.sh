#!/bin/sh
# Starts NATS with what stands in version.conf where its version knows it: 2.9 refuses to start on it.
set -eu
here=$(dirname "$0")
folder=$(mktemp -d)
cp "$here/nats.conf" "$folder"
case $(nats-server --version) in
  *v2.[0-9].*) : > "$folder/version.conf" ;;
  *) cp "$here/version.conf" "$folder" ;;
esac
exec nats-server --config "$folder/nats.conf" "$@"

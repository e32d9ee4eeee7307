#!/bin/sh
# Starts NATS with version.conf if its version supports it: 2.9 fails on it.
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

here=$(dirname "$0")
folder=$(mktemp -d)
# NATS reads passwords from its environment, and their quotation marks are part of the configuration.
for name in CORE MAILER OPERATOR; do
  eval "url=\${NATS_${name}_URL:-} file=\${NATS_${name}_URL_FILE:-}"
  [ -z "$file" ] || url=$(cat "$file")
  [ -n "$url" ] || continue
  user=${url%%@*}
  export "NATS_${name}_PASSWORD=\"$(decode "${user#*://*:}")\""
done
cp "$here/nats.conf" "$folder"
case $(nats-server --version) in
  *v2.[0-9].*) : > "$folder/version.conf" ;;
  *) cp "$here/version.conf" "$folder" ;;
esac
exec nats-server --config "$folder/nats.conf" "$@"

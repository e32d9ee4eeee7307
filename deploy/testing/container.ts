import { getuid } from 'node:process';

/** User id of the images, see deploy/Dockerfile. */
const USER = '65532';

/**
 * Confines a command as an engine confines a service of compose.yml: a read-only root file system, a /tmp of its own,
 * and an unprivileged user without a way to gain privileges.
 */
const CONFINE = `set -e
root=$(mktemp -d)
mount --bind / "$root"
mount --bind "$1" "$root/mnt"
mount -t tmpfs -o mode=1777,size=16m tmpfs "$root/tmp"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -o remount,bind,ro "$root/mnt"
mount -o remount,bind,ro "$root"
shift
exec chroot "$root" setpriv --reuid ${USER} --regid ${USER} --clear-groups --no-new-privs \\
  --bounding-set=-all --inh-caps=-all -- sh -c 'cd /mnt && exec "$@"' sh "$@"`;

/** Only root can confine a process; other users run services without privileges anyway. */
export const canConfine = getuid?.() === 0;

/** Wraps a command so that it runs confined as in a container, in the folder of the repository. */
export function contained(command: readonly string[]): string[] {
  if (!canConfine) return [...command];
  return ['unshare', '--mount', 'sh', '-c', CONFINE, 'sh', process.cwd(), ...command];
}

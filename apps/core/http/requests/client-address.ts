import { BlockList, isIPv4, isIPv6 } from 'node:net';

const IPV4_MAPPED = '::ffff:';
/** Prefixes of IPv6 addresses that contain an IPv4 address: IPv4-mapped, and NAT64 (RFC 6052). */
const IPV4_PREFIXES = new Set(['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0']);

/**
 * Parses an address as proxies write it: with a port, in brackets or quotes, with a zone, or with IPv4 inside IPv6.
 * Equal addresses have equal results; anything else is null.
 */
export function parseAddress(text: string): string | null {
  // Almost every address.
  if (isIPv4(text)) return text;
  if (text.startsWith(IPV4_MAPPED) && isIPv4(text.slice(IPV4_MAPPED.length)))
    return text.slice(IPV4_MAPPED.length);
  const bare = text.trim().replace(/^"(.*)"$/, '$1');
  const [, bracketed] = /^\[([^\]]*)\](?::\d*)?$/.exec(bare) ?? [];
  const candidates = bracketed === undefined ? [bare, bare.replace(/:\d*$/, '')] : [bracketed];
  const address = candidates.map(withoutZone).find((candidate) => isIPv4(candidate) || isIPv6(candidate));
  if (address === undefined || isIPv4(address)) return address ?? null;
  const groups = groupsOf(address);
  return IPV4_PREFIXES.has(groups.slice(0, 6).join(':')) ? ipv4Of(groups.slice(6)) : groups.join(':');
}

export function addressesIn(networks: readonly string[]): (text: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (text) => {
    const address = parseAddress(text);
    return address !== null && list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  };
}

const withoutZone = (address: string) => address.replace(/%.*$/, '');

function groupsOf(address: string): string[] {
  const [head = '', tail = ''] = address.split('::');
  const [before, after] = [groupsIn(head), groupsIn(tail)];
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after];
}

function groupsIn(part: string): string[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [hex(Number.parseInt(group, 16))];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [hex(a * 256 + b), hex(c * 256 + d)];
  });
}

function ipv4Of(groups: readonly string[]): string {
  return groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}

const hex = (group: number) => group.toString(16);

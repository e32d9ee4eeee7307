import { isIPv6 } from 'node:net';

/**
 * Who counts as one client: an IPv4 address, or the /64 network of an IPv6 address, since that is what one
 * subscriber gets and could otherwise walk through.
 */
export function clientOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const after = tail.split(':').filter((group) => group !== '');
  const zeros = address.includes('::') ? Array<string>(8 - groups.length - after.length).fill('0') : [];
  return [...groups, ...zeros, ...after].slice(0, 4).join(':');
}

import { isIPv6 } from 'node:net';

/** Groups IPv6 addresses by their /64 network, which one subscriber controls. */
export function rateLimitKey(clientIp: string): string {
  if (!isIPv6(clientIp) || clientIp.startsWith('::ffff:')) return clientIp;
  const [head = '', tail = ''] = clientIp.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const after = tail.split(':').filter((group) => group !== '');
  const zeros = clientIp.includes('::') ? Array<string>(8 - groups.length - after.length).fill('0') : [];
  return [...groups, ...zeros, ...after].slice(0, 4).join(':');
}

import { isIPv4 } from 'node:net';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { parseAddress } from './client-address.js';

/** Addresses from the socket to the first that no trusted proxy names. A closed socket has none. */
interface Hops {
  ip: string | undefined;
  ips?: readonly (string | undefined)[] | undefined;
}

/** Behind a proxy, Fastify parses the addresses again each time. */
const keys = new WeakMap<Hops, string>();

/** Groups IPv6 addresses by their /64 network, which one subscriber controls. */
export function rateLimitKey(hops: Hops): string {
  const known = keys.get(hops);
  if (known !== undefined) return known;
  const address = clientAddressOf(hops);
  const key = isIPv4(address) ? address : address.split(':').slice(0, 4).join(':');
  keys.set(hops, key);
  return key;
}

/** A client whose proxy names no address shares the limit of that proxy. */
export function clientAddressOf({ ip, ips = [ip] }: Hops): string {
  return ips.map((hop = '') => parseAddress(hop)).findLast((address) => address !== null) ?? 'unknown';
}

export const RateLimitKey = createParamDecorator((_data: unknown, context: ExecutionContext): string =>
  rateLimitKey(context.switchToHttp().getRequest<FastifyRequest>()),
);

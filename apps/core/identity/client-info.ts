import type { FastifyRequest } from 'fastify';
import { clientOf } from '../http/client-address.js';

/** Who sends a request, as far as its owner should recognise it in the list of sessions. */
export interface ClientInfo {
  /** Such as `Firefox on Linux`. */
  browser: string;
  /** The network that the address belongs to: enough to recognise, too little to find somebody. */
  network: string;
  /** The address that limits are counted for. */
  address: string;
}

/** In this order, since each of them also names those after it. */
const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/curl\//, 'curl'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
];

export function clientInfoOf(request: FastifyRequest): ClientInfo {
  const address = clientOf(request.ip);
  return { browser: browserOf(request.headers['user-agent'] ?? ''), network: networkOf(address), address };
}

export function browserOf(userAgent: string): string {
  const nameIn = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = nameIn(BROWSERS) ?? 'Unknown browser';
  const system = nameIn(SYSTEMS);
  return system === undefined ? browser : `${browser} on ${system}`;
}

/** The first three numbers of an IPv4 address; an IPv6 address is cut to its network already. */
export function networkOf(address: string): string {
  const ipv4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1];
  return ipv4 === undefined ? address : `${ipv4}.x`;
}

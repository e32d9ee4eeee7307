import { once } from 'node:events';
import { BlockList, connect, isIP, isIPv6, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';

/** Time for one address of a host before the next one is tried as well (RFC 8305). */
const ATTEMPT_MS = 1_000;

export async function openSocket(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = connect({
    host,
    port,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ATTEMPT_MS,
    ...(host === 'localhost' && { lookup: lookupLoopback }),
  });
  await settled(socket, 'connect', signal);
  return socket;
}

export async function startTls(
  socket: Socket,
  host: string,
  options: { rejectUnauthorized: boolean },
  signal: AbortSignal,
): Promise<TLSSocket> {
  const secured = connectTls({ ...options, socket, ...(isIP(host) === 0 && { servername: host }) });
  await settled(secured, 'secureConnect', signal);
  return secured;
}

/** Runs work with a signal that aborts after a time, or together with another one. */
export async function withDeadline<T>(
  limitMs: number,
  aborted: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const abort = () => deadline.abort();
  const timer = setTimeout(abort, limitMs);
  aborted?.addEventListener('abort', abort);
  if (aborted?.aborted === true) abort();
  try {
    return await work(deadline.signal);
  } finally {
    clearTimeout(timer);
    aborted?.removeEventListener('abort', abort);
  }
}

export function timeoutError(): Error {
  return Object.assign(new Error('SMTP session timed out'), { code: 'ETIMEDOUT' });
}

async function settled(socket: Socket, event: string, signal: AbortSignal): Promise<void> {
  try {
    await once(socket, event, { signal });
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw signal.aborted ? timeoutError() : error;
  }
}

/** Often the hosts file lists one family only (RFC 6761, section 6.3). */
const lookupLoopback: LookupFunction = (_hostname, _options, callback) => {
  callback(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
};

const PRIVATE_NETWORKS = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  PRIVATE_NETWORKS.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVATE_NETWORKS.addSubnet(network, prefix, 'ipv6');

export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return PRIVATE_NETWORKS.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

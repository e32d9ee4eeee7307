import type { RunningDeployment } from '../../../support/deployment/running-deployment.js';
import { drip, sendRaw } from '../../../../apps/core/testing/raw-http.js';
import { signUpFromAnywhere } from '../../../support/traffic/sign-up-traffic.js';
import { seconds, type Fault } from '../fault.js';
import { LoadGenerator } from '../load-generator.js';
import { OpenConnections } from '../injection/open-connections.js';

const CONNECTIONS = 10_000;
const SLOW_CLIENTS_OF_A_KIND = 300;
const SENDERS = 300;
const NEWCOMERS = 150;

const HEAD = 'POST /api/v1/note HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
const NEVER_ENDING_HEADERS = 'GET /api/ping HTTP/1.1\r\nx-slow: ';
const NEVER_ENDING_BODY = `${HEAD}content-length: 1000\r\n\r\n{"content":"`;
/** Longer than the server keeps any of these connections. */
const SLOW_MS = 60_000;

export const LOAD: Fault[] = [
  {
    name: `${CONNECTIONS} open connections, each with two requests`,
    failsNothing: true,
    async strike({ address }) {
      const connections = await OpenConnections.open(address, CONNECTIONS);
      await seconds(2);
      await connections.sendAgain();
      connections.close();
    },
  },
  {
    name: `${3 * SLOW_CLIENTS_OF_A_KIND} clients that send one byte a second or none until disconnected`,
    failsNothing: true,
    async strike({ address }) {
      const clients = Array.from({ length: SLOW_CLIENTS_OF_A_KIND }, () => [
        sendSlowly(address, NEVER_ENDING_HEADERS),
        sendSlowly(address, NEVER_ENDING_BODY),
        sendRaw(address, (socket) => void socket.write('GET /api/ping HTTP/1.1\r\n'), SLOW_MS),
      ]);
      await Promise.all(clients.flat());
    },
  },
  {
    name: `overload for 10 s: ${SENDERS} clients create notes and ${NEWCOMERS} sign up`,
    strike: overload,
  },
];

function sendSlowly(address: string, beginning: string) {
  return sendRaw(address, (socket) => drip((socket.write(beginning), socket), 'a', 1_000), SLOW_MS);
}

/** Part of the load is rejected with a clear response, the rest is served. */
async function overload({ http }: RunningDeployment): Promise<void> {
  const note = { content: 'a note of many' };
  const senders = new LoadGenerator(SENDERS, () => http.post('/api/v1/note', note));
  const newcomers = new LoadGenerator(NEWCOMERS, () => signUpFromAnywhere(http));
  await seconds(10);
  await Promise.all([senders.stop(), newcomers.stop()]);
  for (const failure of [...senders.failures, ...newcomers.failures])
    throw new Error(`a client received ${failure}`);
  if (newcomers.rejected === 0) throw new Error('nothing was rejected: the load was too small');
  if (senders.served === 0 || newcomers.served === 0) throw new Error('nothing was served');
}

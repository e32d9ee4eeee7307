import { drip, sendRaw } from '../../../support/raw-http.js';
import type { Cluster } from '../cluster.js';
import { Crowd } from '../crowd.js';
import { seconds, type Fault } from '../fault.js';
import { HeldConnections } from '../held-connections.js';
import { signUpFromAnywhere } from '../../../support/sign-up-traffic.js';

const CONNECTIONS = 10_000;
const SLOW_CLIENTS_OF_A_KIND = 300;
const SENDERS = 300;
const NEWCOMERS = 150;

const HEAD = 'POST /api/v1/note HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
const NEVER_ENDING_HEADERS = 'GET /api/ping HTTP/1.1\r\nx-slow: ';
const NEVER_ENDING_BODY = `${HEAD}content-length: 1000\r\n\r\n{"content":"`;
/** Longer than any of them may last. */
const SLOW_MS = 60_000;

export const CROWDS: Fault[] = [
  {
    name: `${CONNECTIONS} connections held open, each of which asks twice`,
    failsNothing: true,
    async strike({ address }) {
      const held = await HeldConnections.open(address, CONNECTIONS);
      await seconds(2);
      await held.askAll();
      held.close();
    },
  },
  {
    name: `${3 * SLOW_CLIENTS_OF_A_KIND} clients who send a byte every second, or none, until they are hung up on`,
    failsNothing: true,
    async strike({ address }) {
      const clients = Array.from({ length: SLOW_CLIENTS_OF_A_KIND }, () => [
        slow(address, NEVER_ENDING_HEADERS),
        slow(address, NEVER_ENDING_BODY),
        sendRaw(address, (socket) => void socket.write('GET /api/ping HTTP/1.1\r\n'), SLOW_MS),
      ]);
      await Promise.all(clients.flat());
    },
  },
  {
    name: `${SENDERS} who send notes and ${NEWCOMERS} who sign up without a pause, for 10 s`,
    strike: overload,
  },
];

function slow(address: string, beginning: string) {
  return sendRaw(address, (socket) => drip((socket.write(beginning), socket), 'a', 1_000), SLOW_MS);
}

/** Of what is too much some is refused at once, in words that a client understands, and the rest is served. */
async function overload({ http }: Cluster): Promise<void> {
  const note = { content: 'one of very many' };
  const senders = new Crowd(SENDERS, () => http.post('/api/v1/note', note));
  const newcomers = new Crowd(NEWCOMERS, () => signUpFromAnywhere(http));
  await seconds(10);
  await Promise.all([senders.leave(), newcomers.leave()]);
  for (const fault of [...senders.faults, ...newcomers.faults]) throw new Error(`a caller was told ${fault}`);
  if (newcomers.refused === 0) throw new Error('nobody was refused: that was no overload');
  if (senders.served === 0 || newcomers.served === 0) throw new Error('nobody was served');
}

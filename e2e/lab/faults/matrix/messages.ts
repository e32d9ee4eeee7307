import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { until } from '../../../support/until.js';
import type { Cluster } from '../cluster.js';
import type { Fault } from '../fault.js';

const SUBJECT = 'mailer.send';
const COPIED_MAILS = 50;
const COPIES = 10;
const POISON = 100;
const ADDED = 'Added-By-Test';
const WITHIN_MS = 90_000;

/** What no mailer can ever send. */
const POISONS = [
  () => `\0 ${randomUUID()}`,
  () => JSON.stringify({ id: randomUUID() }),
  () => encrypted({ v: 1 }),
  () => encrypted({ v: 2 }),
];

export const MESSAGES: Fault[] = [
  {
    name: `the events of ${COPIED_MAILS} mails each delivered ${COPIES} times more`,
    failsNothing: true,
    strike: (cluster) =>
      besideEach(cluster, COPIED_MAILS, (nats, { data }) => {
        for (let copy = 0; copy < COPIES; copy += 1) add(nats, data);
      }),
  },
  {
    name: `${POISON} events that nobody can read, each before one that is good`,
    failsNothing: true,
    async strike(cluster) {
      const before = await laidAside(cluster);
      let next = 0;
      await besideEach(cluster, POISON, (nats) => {
        add(nats, POISONS[next % POISONS.length]?.() ?? '');
        next += 1;
      });
      await until(
        'all are laid aside',
        async () => (await laidAside(cluster)) === before + POISON,
        WITHIN_MS,
      );
    },
  },
];

/** Acts beside so many events of core, as they come. */
async function besideEach(
  { nats }: Cluster,
  count: number,
  act: (nats: NatsConnection, event: Msg) => void,
): Promise<void> {
  const connection = await connect({ servers: nats.url });
  try {
    let seen = 0;
    connection.subscribe(SUBJECT, {
      callback: (error, event) => {
        if (error !== null || event.headers?.has(ADDED) || seen >= count) return;
        seen += 1;
        act(connection, event);
      },
    });
    await until(`${count} mails are ordered`, () => seen >= count, WITHIN_MS);
  } finally {
    await connection.drain();
  }
}

/** In the form of core, but by no key of ours. */
function encrypted(version: { v: number }): string {
  return JSON.stringify({
    ...version,
    id: randomUUID(),
    deadline: '2100-01-01T00:00:00Z',
    key_id: 'test',
    sealed: 'AAAA',
  });
}

/** Under an id of its own, so that NATS does not take it for one that it has. */
function add(nats: NatsConnection, data: Uint8Array | string): void {
  const marks = headers();
  marks.set(ADDED, '1');
  marks.set('Nats-Msg-Id', randomUUID());
  nats.publish(SUBJECT, data, { headers: marks });
}

async function laidAside({ nats }: Cluster): Promise<number> {
  const connection = await connect({ servers: nats.url });
  try {
    const { streams } = await jetstreamManager(connection);
    return (await streams.info('ONASTY_DEAD')).state.messages;
  } finally {
    await connection.close();
  }
}

import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { until } from '../../../support/until.js';
import type { RunningDeployment } from '../../../support/deployment/running-deployment.js';
import type { Fault } from '../fault.js';

const SUBJECT = 'mailer.send';
const COPIED_MAILS = 50;
const COPIES = 10;
const MALFORMED_COUNT = 100;
const ADDED = 'Added-By-Test';
const WITHIN_MS = 90_000;

/** Messages that no mailer can decode. */
const MALFORMED = [
  () => `\0 ${randomUUID()}`,
  () => JSON.stringify({ id: randomUUID() }),
  () => encrypted({ v: 1 }),
  () => encrypted({ v: 2 }),
];

export const MESSAGES: Fault[] = [
  {
    name: `messages of ${COPIED_MAILS} mails each delivered ${COPIES} more times`,
    failsNothing: true,
    strike: (deployment) =>
      besideEach(deployment, COPIED_MAILS, (nats, { data }) => {
        for (let copy = 0; copy < COPIES; copy += 1) publish(nats, data);
      }),
  },
  {
    name: `${MALFORMED_COUNT} malformed messages among valid ones`,
    failsNothing: true,
    async strike(deployment) {
      const before = await deadLetters(deployment);
      let next = 0;
      await besideEach(deployment, MALFORMED_COUNT, (nats) => {
        publish(nats, MALFORMED[next % MALFORMED.length]?.() ?? '');
        next += 1;
      });
      await until(
        'all are dead-lettered',
        async () => (await deadLetters(deployment)) === before + MALFORMED_COUNT,
        WITHIN_MS,
      );
    },
  },
];

/** Acts once for each of the next messages of core. */
async function besideEach(
  { nats }: RunningDeployment,
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
    await until(`${count} mails are requested`, () => seen >= count, WITHIN_MS);
  } finally {
    await connection.drain();
  }
}

/** Well-formed, but encrypted with an unknown key. */
function encrypted(version: { v: number }): string {
  return JSON.stringify({
    ...version,
    id: randomUUID(),
    deadline: '2100-01-01T00:00:00Z',
    key_id: 'test',
    sealed: 'AAAA',
  });
}

/** Publishes under a new id, so that NATS does not discard a copy. */
function publish(nats: NatsConnection, data: Uint8Array | string): void {
  const fields = headers();
  fields.set(ADDED, '1');
  fields.set('Nats-Msg-Id', randomUUID());
  nats.publish(SUBJECT, data, { headers: fields });
}

async function deadLetters({ nats }: RunningDeployment): Promise<number> {
  const connection = await connect({ servers: nats.url });
  try {
    const { streams } = await jetstreamManager(connection);
    return (await streams.info('ONASTY_DEAD')).state.messages;
  } finally {
    await connection.close();
  }
}

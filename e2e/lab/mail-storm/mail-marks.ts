import { Kvm } from '@nats-io/kv';
import { connect } from '@nats-io/transport-node';
import { until } from '../../support/until.js';

/** Which of these mails the mailers noted as sent, as NATS has it now. */
export async function notedAsSent(natsUrl: string, mailIds: readonly string[]): Promise<Set<string>> {
  const noted = new Set<string>();
  const read = async () => {
    const connection = await connect({ servers: natsUrl });
    try {
      const marks = await new Kvm(connection).open('ONASTY_MARKS');
      for (const id of mailIds) {
        const mark = await marks.get(id);
        if (mark?.operation === 'PUT' && mark.json<{ state: string }>().state === 'sent') noted.add(id);
      }
      return true;
    } finally {
      await connection.close();
    }
  };
  // NATS may have come back just now, and core makes the bucket again.
  await until('the marks of mails can be read', () => read().catch(() => false), 60_000);
  return noted;
}

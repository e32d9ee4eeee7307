import { randomUUID } from 'node:crypto';
import { connect, headers } from '@nats-io/transport-node';
import { signUpFromAnywhere } from '../../support/traffic/sign-up-traffic.js';
import { until } from '../../support/until.js';
import type { RunningDeployment } from '../../support/deployment/running-deployment.js';

const SUBJECT = 'mailer.send';
/** The alert tolerates one. */
const COPIES = 5;

/** Publishes the message of a sent mail again under new ids. */
export async function repeatMails({ http, nats, smtp }: RunningDeployment): Promise<void> {
  const connection = await connect({ servers: nats.url });
  try {
    const events: Uint8Array[] = [];
    connection.subscribe(SUBJECT, { callback: (_error, { data }) => void events.push(data) });
    await connection.flush();
    const before = smtp.mails.length;
    await signUpFromAnywhere(http);
    await until('the mail is sent', () => events.length > 0 && smtp.mails.length > before);
    for (let copy = 0; copy < COPIES; copy += 1) {
      const ids = headers();
      ids.set('Nats-Msg-Id', randomUUID());
      connection.publish(SUBJECT, events[0], { headers: ids });
    }
  } finally {
    await connection.drain();
  }
}

import { randomUUID } from 'node:crypto';
import { natsAddress } from '#libs/config';
import { JetStreamEventBus } from '#libs/event-bus';
import { encrypted, KEYS, request } from '../../../apps/mailer/testing/mailer-harness.js';
import { startMailer } from '../../support/programs/mailer.js';
import { Standalone, temporaryFolder } from '../../support/programs/standalone.js';
import { NatsServer } from '../../support/servers/nats.js';
import { SmtpPeer } from '../../support/servers/smtp.js';
import { until } from '../../support/until.js';
import { loadCreate } from '../bench/load.js';
import { memoryOf } from './resident-memory.js';

/**
 * Prints the memory (PSS) of standalone with its PostgreSQL after 10,000 notes, and of a mailer after 1,000 mails:
 *
 *     npm run lab -- memory
 */
const NOTES = 10_000;
const MAILS = 1_000;
const NOTE = JSON.stringify({ content: 'x'.repeat(1_024) });

await measureStandalone();
await measureMailer();

async function measureStandalone(): Promise<void> {
  const folder = await temporaryFolder();
  const startedAt = performance.now();
  const standalone = await Standalone.start(folder.path, { RATELIMIT_ENABLED: 'false', LOG_LEVEL: 'warn' });
  const seconds = (performance.now() - startedAt) / 1_000;
  const program = standalone.process.pid ?? 0;
  const report = async (title: string) => {
    const [own, postgres] = [[program], [await standalone.postgresPid()]].map(memoryOf);
    const all = [...(own ?? []), ...(postgres ?? [])];
    const processes = `${all.length} processes`;
    print(
      title,
      `${total(all)} MB: program ${total(own ?? [])}, PostgreSQL ${total(postgres ?? [])}, ${processes}`,
    );
  };
  await report(`standalone, started in ${seconds.toFixed(1)} s`);
  await loadCreate(standalone.address, 16, NOTES, NOTE);
  await report(`standalone after ${NOTES.toLocaleString('en')} notes`);
  await standalone.process.end('SIGTERM');
  await folder.remove();
}

async function measureMailer(): Promise<void> {
  const [nats, smtp] = await Promise.all([NatsServer.start(), SmtpPeer.start()]);
  const [[keyId, key] = []] = KEYS.reveal().keys;
  const mailer = await startMailer({
    LOG_LEVEL: 'warn',
    LOG_FORMAT: 'json',
    FRONTEND_URL: 'http://localhost:3000',
    NATS_URL: nats.url,
    SMTP_URL: smtp.url,
    MAIL_FROM: 'notes@onasty.example',
    MAIL_ENCRYPTION_KEYS: `${keyId}:${key?.toString('base64')}`,
  });
  const report = (title: string) => print(title, `${total(memoryOf([mailer.pid ?? 0]))} MB`);
  const bus = JetStreamEventBus.connect({ url: natsAddress.parse(nats.url), name: 'lab' });
  await until('NATS is ready', () => bus.isConnected());
  const send = () =>
    bus.publish('mailer.send', randomUUID(), encrypted(randomUUID(), request, Date.now() + 86_400_000));
  await send();
  await until('the first mail arrives', () => smtp.mails.length > 0);
  report('mailer after a mail');
  for (let mail = 1; mail < MAILS; mail += 1) await send();
  await until('all mails arrive', () => smtp.mails.length >= MAILS);
  report(`mailer after ${MAILS.toLocaleString('en')} mails`);
  await mailer.end('SIGTERM');
  await bus.close();
  await Promise.all([smtp.stop(), nats.stop()]);
}

function total(processes: readonly { pssMb: number }[]): string {
  return processes.reduce((sum, { pssMb }) => sum + pssMb, 0).toFixed(0);
}

function print(title: string, result: string): void {
  process.stdout.write(`${title.padEnd(34)}${result}\n`);
}

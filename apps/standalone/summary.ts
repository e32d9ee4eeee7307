import { isLoopback, type StandaloneConfig } from '#libs/config';
import { buildInfo } from '#libs/observability';
import { MAILBOX_PATH } from './mailbox/serve-mailbox.js';

const NOT_SHOWN = ', not sent: this server is public, so set SMTP_URL';

export interface ServiceSummary {
  need: string;
  served: string;
}

export function summary(
  address: string,
  { frontendUrl, dataFolder }: Pick<StandaloneConfig, 'frontendUrl' | 'dataFolder'>,
  services: readonly ServiceSummary[],
): string {
  const isPublic = !isLoopback(new URL(frontendUrl).hostname);
  const { version, commit } = buildInfo();
  const width = Math.max(...services.map(({ need }) => need.length));
  const table = services.map(({ need, served }) => `    ${need.padEnd(width)}  ${served}`);
  return [
    '',
    `  Onasty is at ${isPublic ? `${frontendUrl} (listening at ${address})` : address}`,
    `  Version: ${version}${commit === undefined ? '' : `, commit ${commit.slice(0, 12)}`}`,
    `  Data folder: ${dataFolder}`,
    '',
    ...table,
    '',
    '  Ctrl+C stops it.',
    '',
  ].join('\n');
}

export function mailboxLine(address: string, key: string): string {
  return `  Emails, in one browser: ${address}${MAILBOX_PATH}?key=${key}\n`;
}

/** Shows the database URL without credentials. */
export function servicesOf(opened: {
  config: StandaloneConfig;
  embeddedFolder: string | null;
  mailFolder: string | null;
  hasMailbox: boolean;
  hasWeb: boolean;
}): ServiceSummary[] {
  const { config, embeddedFolder, mailFolder, hasMailbox, hasWeb } = opened;
  return [
    { need: 'database', served: databaseOf(config, embeddedFolder) },
    {
      need: 'rate limits',
      served: config.redisUrl ? 'external: Redis (REDIS_URL)' : 'embedded: memory of this process',
    },
    {
      need: 'events',
      served: config.natsUrl ? 'external: NATS (NATS_URL)' : 'embedded: within this process',
    },
    {
      need: 'mail',
      served: mailFolder
        ? `embedded: files in ${mailFolder}${hasMailbox ? '' : NOT_SHOWN}`
        : 'external: SMTP (SMTP_URL)',
    },
    { need: 'web UI', served: hasWeb ? 'embedded' : 'not built (npm run build)' },
  ];
}

function databaseOf(config: StandaloneConfig, embeddedFolder: string | null): string {
  if (embeddedFolder !== null) return `embedded: PostgreSQL in ${embeddedFolder}`;
  return `external: PostgreSQL at ${config.database.url?.location} (DATABASE_URL)`;
}

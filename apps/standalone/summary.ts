import type { Config } from '#libs/config';

export interface Part {
  need: string;
  served: string;
}

/** What a person wants to know after the start. */
export function summary(address: string, dataFolder: string, parts: readonly Part[]): string {
  const width = Math.max(...parts.map(({ need }) => need.length));
  const table = parts.map(({ need, served }) => `    ${need.padEnd(width)}  ${served}`);
  return [
    '',
    `  Onasty is at ${address}`,
    `  Data folder: ${dataFolder}`,
    '',
    ...table,
    '',
    '  Ctrl-C stops it.',
    '',
  ].join('\n');
}

/** Which parts are embedded and which are yours. A database address is shown without its password. */
export function partsOf(opened: {
  config: Config;
  embeddedFolder: string | null;
  mailFolder: string | null;
  hasWeb: boolean;
}): Part[] {
  const { config, embeddedFolder, mailFolder, hasWeb } = opened;
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
        ? `embedded: files in ${mailFolder}, to read at /mailbox`
        : 'external: SMTP (SMTP_URL)',
    },
    { need: 'web UI', served: hasWeb ? 'embedded' : 'not built (npm run build)' },
  ];
}

function databaseOf(config: Config, embeddedFolder: string | null): string {
  if (embeddedFolder !== null) return `embedded: PostgreSQL in ${embeddedFolder}`;
  const url = new URL(config.database.url?.reveal() ?? 'postgresql://unknown');
  return `external: PostgreSQL at ${url.host}${url.pathname} (DATABASE_URL)`;
}

import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * What the black-box tests of the API are run against: core by itself (unless E2E_TARGET says otherwise), standalone, or a
 * core of a deployment, behind Caddy.
 */
export const TARGET = z
  .enum(['core', 'standalone', 'deployment'])
  .default('core')
  .parse(process.env['E2E_TARGET'] || undefined);

interface Program {
  /** As its log names it. */
  service: string;
  file: string;
  environment: () => Record<string, string>;
  /** Where it listens, once one of the lines that it printed says so. */
  addressIn: (line: string) => string | undefined;
}

const core: Program = {
  service: 'core',
  file: 'dist/bundles/core/main.js',
  environment: () => ({}),
  addressIn: (line) => /"address":"([^"]+)".*"core listens"/.exec(line)?.[1],
};

const PROGRAMS: Record<typeof TARGET, Program> = {
  core,
  deployment: { ...core, environment: () => ({ TRUST_PROXY: '127.0.0.1' }) },
  standalone: {
    service: 'standalone',
    file: 'dist/bundles/standalone/main.js',
    // Nobody listens there: mails wait in the outbox, as those of a core without an event bus do.
    environment: () => ({
      DATA_DIR: join(tmpdir(), `onasty-target-${randomUUID()}`),
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'notes@onasty.example',
    }),
    addressIn: (line) => /Onasty is at (\S+)/.exec(line)?.[1]?.replace('localhost', '127.0.0.1'),
  },
};

export const PROGRAM = PROGRAMS[TARGET];

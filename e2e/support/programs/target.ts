import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** Program under test: core (default), standalone, or core behind Caddy (`deployment`), as E2E_TARGET says. */
export const TARGET = z
  .enum(['core', 'standalone', 'deployment'])
  .default('core')
  .parse(process.env['E2E_TARGET'] || undefined);

interface Program {
  /** Name in its log. */
  service: string;
  file: string;
  environment: () => Record<string, string>;
  /** Address in a log line, if the line has it. */
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
    // Address without a listener: mails stay in the outbox.
    environment: () => ({
      DATA_DIR: join(tmpdir(), `onasty-target-${randomUUID()}`),
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'notes@onasty.example',
    }),
    addressIn: (line) => /Onasty is at (\S+)/.exec(line)?.[1]?.replace('localhost', '127.0.0.1'),
  },
};

export const PROGRAM = PROGRAMS[TARGET];

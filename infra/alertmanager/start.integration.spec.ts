import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const run = promisify(execFile);
/** Prints the configuration in place of serving it. */
const PRINTS = '#!/bin/sh\ncat "${1#--config.file=}"\n';
const configuration = z.object({
  route: z.looseObject({}),
  inhibit_rules: z.array(z.unknown()).min(5),
  receivers: z.array(z.looseObject({ name: z.string() })),
});
const EMAIL = {
  ALERT_EMAIL_TO: "o'brien@onasty.test",
  ALERT_EMAIL_FROM: 'alerts@onasty.test',
  ALERT_SMTP_HOST: 'smtp.onasty.test:587',
};

describe('start script of Alertmanager', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onasty-alertmanager-start-'));
    await writeFile(join(folder, 'alertmanager'), PRINTS, { mode: 0o755 });
    for (const name of ['start.sh', 'alertmanager.yml'])
      await copyFile(`infra/alertmanager/${name}`, join(folder, name));
    await chmod(join(folder, 'start.sh'), 0o755);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const start = async (environment: Record<string, string>) => {
    const env = { PATH: `${folder}${delimiter}${process.env['PATH']}`, TMPDIR: folder, ...environment };
    const { stdout, stderr } = await run(join(folder, 'start.sh'), [], { env });
    const file = join(folder, 'checked.yml');
    await writeFile(file, stdout);
    expect((await run('amtool', ['check-config', file])).stdout).toContain('SUCCESS');
    return { stderr, receivers: configuration.parse(parse(stdout)).receivers };
  };

  it('fails without a receiver, and says what to set', async () => {
    await expect(start({})).rejects.toThrow(
      'Alerts have no receiver: set ALERT_WEBHOOK_URL or ALERT_EMAIL_TO',
    );
    await expect(start({ ALERT_EMAIL_TO: 'ops@onasty.test' })).rejects.toThrow('ALERT_EMAIL_FROM');
  });

  it('sends pages and tickets to a webhook, and warns about a missing watchdog', async () => {
    const { receivers, stderr } = await start({ ALERT_WEBHOOK_URL: 'https://chat.onasty.test/hook?a=b' });
    const webhook = [{ url: 'https://chat.onasty.test/hook?a=b' }];
    expect(receivers).toEqual([
      { name: 'page', webhook_configs: webhook },
      { name: 'ticket', webhook_configs: webhook },
      { name: 'watchdog' },
    ]);
    expect(stderr).toContain('ALERT_WATCHDOG_URL is not set');
  });

  it('sends mail with a password from a file, and calls the watchdog', async () => {
    const { receivers, stderr } = await start({
      ...EMAIL,
      ALERT_SMTP_USER: 'alerts',
      ALERT_SMTP_PASSWORD_FILE: '/run/secrets/alert_smtp_password',
      ALERT_WATCHDOG_URL: 'https://watchdog.onasty.test/1',
    });
    expect(receivers[0]).toMatchObject({
      email_configs: [
        {
          to: EMAIL.ALERT_EMAIL_TO,
          smarthost: EMAIL.ALERT_SMTP_HOST,
          auth_username: 'alerts',
          auth_password_file: '/run/secrets/alert_smtp_password',
        },
      ],
    });
    expect(receivers[2]).toEqual({
      name: 'watchdog',
      webhook_configs: [{ url: 'https://watchdog.onasty.test/1' }],
    });
    expect(stderr).toBe('');
  });

  it('takes receivers of other kinds from receivers.yml', async () => {
    const file = join(folder, 'receivers.yml');
    await writeFile(file, 'receivers:\n  - name: page\n  - name: ticket\n  - name: watchdog\n');
    expect((await start({})).receivers.map(({ name }) => name)).toEqual(['page', 'ticket', 'watchdog']);
    await rm(file);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlertmanagerServer } from './testing/alertmanager-server.js';

const SITE = 'https://notes.example.com';
const alert = (alertname: string, labels: Record<string, string> = {}) => ({ alertname, ...labels });

const CORE_DOWN = alert('TargetDown', { job: 'core', instance: 'core:9464' });
const MAILER_DOWN = alert('TargetDown', { job: 'mailer', instance: 'mailer:9464' });
const NODE_DOWN = alert('TargetDown', { job: 'node', instance: 'node-exporter:9100' });
const WEB = alert('SiteUnreachable', { job: 'site', instance: SITE });
const API = alert('SiteUnreachable', { job: 'site', instance: `${SITE}/api/ping` });
const READS_FAIL = alert('RequestsFail', { operation: 'read' });
const READS_FAIL_SLOWLY = alert('RequestsFailSlowly', { operation: 'read' });
const CREATING_FAILS_SLOWLY = alert('RequestsFailSlowly', { operation: 'create' });
const READS_SLOW = alert('RequestsSlow', { operation: 'read' });
const READS_SLOW_FOR_LONG = alert('RequestsSlowForLong', { operation: 'read' });
const CREATING_SLOW_FOR_LONG = alert('RequestsSlowForLong', { operation: 'create' });
const READ_ERRORS = alert('ServerErrors', { method: 'GET', route: '/api/v1/note/:slug' });
const SIGN_IN_ERRORS = alert('ServerErrors', { method: 'POST', route: '/api/v1/auth/signin' });
const OUTBOX = alert('OutboxStuck');
const SWEEPER = alert('SweeperLate');
const DISK = alert('DiskFull', { job: 'node', mountpoint: '/' });
const ALWAYS = alert('Watchdog', { severity: 'watchdog' });

const DOWN = [CORE_DOWN, MAILER_DOWN, NODE_DOWN, API];
const LATE = [READS_FAIL, READ_ERRORS, SIGN_IN_ERRORS, OUTBOX, SWEEPER, DISK, ALWAYS];
const LONG = [READS_FAIL_SLOWLY, CREATING_FAILS_SLOWLY, READS_SLOW_FOR_LONG, CREATING_SLOW_FOR_LONG];
const EFFECTS = [...DOWN, ...LATE, ...LONG];
const without = (one: object) => EFFECTS.filter((other) => other !== one);

describe('Alertmanager', () => {
  let alertmanager: AlertmanagerServer;
  beforeEach(async () => {
    alertmanager = await AlertmanagerServer.start();
  });
  afterEach(() => alertmanager.stop());

  it.each([
    {
      cause: 'core is missing',
      sent: [alert('ServiceMissing', { service: 'core' }), ...without(READS_FAIL_SLOWLY)],
      silent: [CORE_DOWN, API, READS_FAIL, READ_ERRORS, SIGN_IN_ERRORS, OUTBOX, SWEEPER],
    },
    {
      cause: 'the mailer is missing',
      sent: [alert('ServiceMissing', { service: 'mailer' }), ...without(READS_FAIL)],
      silent: [MAILER_DOWN, OUTBOX],
    },
    { cause: 'the web UI is unreachable', sent: [WEB, ...without(READS_FAIL)], silent: [API] },
    {
      cause: 'reads fail and are slow, by the short and the long window',
      sent: [READS_SLOW, ...EFFECTS],
      silent: [READ_ERRORS, READS_FAIL_SLOWLY, READS_SLOW_FOR_LONG],
    },
  ])('inhibits the effects of a cause and nothing else: $cause', async ({ sent, silent }) => {
    await alertmanager.send(sent);
    await expect.poll(async () => new Set(await alertmanager.inhibited())).toEqual(new Set<unknown>(silent));
  });
});

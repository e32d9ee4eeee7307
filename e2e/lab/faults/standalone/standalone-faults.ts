import { randomBytes } from 'node:crypto';
import { until } from '../../../support/until.js';
import { seconds } from '../fault.js';
import type { StandaloneUnderFault } from './standalone-under-fault.js';

export interface StandaloneFault {
  readonly name: string;
  /** Resolves once the fault is over. @throws {Error} if standalone behaves otherwise than it must */
  strike(target: StandaloneUnderFault): Promise<void>;
}

const LARGE_NOTE = randomBytes(675_000).toString('base64');
const ENDED = 'embedded PostgreSQL ended; restarting';
const RECOVERS_WITHIN_MS = 60_000;

export const STANDALONE_FAULTS: readonly StandaloneFault[] = [
  { name: 'none', strike: () => seconds(5) },
  {
    name: 'embedded PostgreSQL killed (-9)',
    async strike(target) {
      await target.killPostgres();
      await until('it is restarted', () => target.logged('embedded PostgreSQL restarted') !== undefined);
      expectText(target.logged(ENDED)?.['cause'], 'killed');
    },
  },
  {
    name: 'embedded PostgreSQL killed (-9) every 5 s, 3 times',
    async strike(target) {
      for (let times = 0; times < 3; times += 1) {
        await target.killPostgres();
        await target.untilReady();
        await seconds(5);
      }
    },
  },
  {
    name: 'standalone killed (-9) and started again',
    async strike(target) {
      await target.end('SIGKILL');
      await target.startAgain();
    },
  },
  {
    name: 'standalone and embedded PostgreSQL killed (-9), and started again',
    async strike(target) {
      await target.killPostgres();
      await target.end('SIGKILL');
      await target.startAgain();
    },
  },
  {
    name: 'standalone restarted (SIGTERM)',
    async strike(target) {
      await target.end('SIGTERM');
      await target.startAgain();
    },
  },
  {
    name: 'disk of the data folder full',
    async strike(target) {
      await target.fillDisk();
      const isRejected = () =>
        target.standalone?.createNote(LARGE_NOTE).then(
          () => false,
          () => true,
        ) ?? false;
      await until('large notes are rejected', isRejected, RECOVERS_WITHIN_MS);
      await seconds(5);
      await target.freeDisk();
      await target.untilReady();
    },
  },
  {
    name: 'data folder read-only at a start, which ends with exit code 1',
    async strike(target) {
      await target.end('SIGTERM');
      await target.remount('ro');
      const messages = await target.startFailure();
      await target.remount('rw');
      if (messages.length !== 1) throw new Error(`${messages.length} messages: ${messages.join('; ')}`);
      expectText(messages[0], 'DATA_DIR');
      await target.startAgain();
    },
  },
];

function expectText(text: unknown, part: string): void {
  if (!String(text).includes(part)) throw new Error(`"${String(text)}" does not name ${part}`);
}

import type { Fault } from './fault.js';
import { CLOCKS } from './matrix/clocks.js';
import { CORES } from './matrix/cores.js';
import { LOAD } from './matrix/load.js';
import { DISKS } from './matrix/disks.js';
import { ENTRANCE } from './matrix/entrance.js';
import { MAIL } from './matrix/mail.js';
import { MAIL_STORM } from './matrix/mail-storm.js';
import { MESSAGES } from './matrix/messages.js';
import { POSTGRES } from './matrix/postgres.js';
import { REDIS } from './matrix/redis.js';

/** Rows of the fault matrix, in the order of a run. */
export const FAULTS: readonly Fault[] = [
  ...CORES,
  ...ENTRANCE,
  ...LOAD,
  ...POSTGRES,
  ...DISKS,
  ...CLOCKS,
  ...REDIS,
  ...MAIL,
  MAIL_STORM,
  ...MESSAGES,
];

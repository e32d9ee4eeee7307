import type { Fault } from './fault.js';
import { CLOCKS } from './matrix/clocks.js';
import { CORES } from './matrix/cores.js';
import { CROWDS } from './matrix/crowds.js';
import { DISKS } from './matrix/disks.js';
import { ENTRANCE } from './matrix/entrance.js';
import { MAIL } from './matrix/mail.js';
import { MESSAGES } from './matrix/messages.js';
import { POSTGRES } from './matrix/postgres.js';
import { REDIS } from './matrix/redis.js';

/** The fault matrix. README.md tells where the others are proven that need no cluster. */
export const FAULTS: readonly Fault[] = [
  ...CORES,
  ...ENTRANCE,
  ...CROWDS,
  ...POSTGRES,
  ...DISKS,
  ...CLOCKS,
  ...REDIS,
  ...MAIL,
  ...MESSAGES,
];

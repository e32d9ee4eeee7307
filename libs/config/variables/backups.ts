import { z } from 'zod';
import { duration, singleLine } from '../parsers.js';
import { variable } from '../variable.js';

/** Backups that standalone writes. */
export const backupVariables = {
  BACKUP_INTERVAL: variable({
    description:
      'Time between backups that standalone writes to BACKUP_DIR, such as `24h`: accounts and records of notes, without content. Unset: it writes none.',
    schema: duration('1m', '30d').optional(),
  }),
  BACKUP_DIR: variable({
    description: 'Folder of these backups, best on another disk. Unset: `backups` in DATA_DIR.',
    schema: singleLine(4_096).optional(),
    needs: ['BACKUP_INTERVAL'],
  }),
  BACKUP_KEEP: variable({
    description: 'Age at which backups in BACKUP_DIR are deleted. The newest one always stays.',
    schema: duration('1h', '3650d'),
    default: '14d',
  }),
  BACKUP_RECIPIENT: variable({
    description:
      'Public key that encrypts every backup, as `onasty-server backup-key` or age-keygen prints it: `age1…`. Only the private key, which this server does not need, opens them.',
    schema: z
      .string()
      .regex(/^age1[0-9a-z]{50,}$/, 'must be a public key of age, such as age1…')
      .optional(),
  }),
};

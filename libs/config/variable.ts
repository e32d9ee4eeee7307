import type { z } from 'zod';
import type { Connection } from './connection.js';

export type ProcessName = 'core' | 'mailer' | 'standalone';

export interface Variable<T = unknown> {
  /** One to three sentences for docs/configuration.md. */
  description: string;
  /** Parses the text. */
  schema: z.ZodType<T, string | undefined>;
  /** Text of an unset variable, for all processes or by process. */
  default?: string | Partial<Record<ProcessName, string>>;
  /** Processes that do not start without it. */
  requiredBy?: readonly ProcessName[];
  /** Address of a server; must be safe from eavesdropping unless PRIVATE_NETWORK is set. */
  connection?: Connection;
  /** Never printed, and also read from the file that `<NAME>_FILE` names. */
  secret?: boolean;
}

export const variable = <T>(definition: Variable<T>): Variable<T> => definition;

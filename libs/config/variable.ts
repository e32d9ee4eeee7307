import type { z } from 'zod';
import type { Connection } from './connection.js';

export type ProcessName = 'core' | 'mailer' | 'standalone';

export interface Variable<T = unknown> {
  /** One or two sentences for docs/configuration.md. */
  description: string;
  /** From text to value. */
  schema: z.ZodType<T, string | undefined>;
  /** The text that stands for an unset variable, where it is the same everywhere or differs by process. */
  default?: string | Partial<Record<ProcessName, string>>;
  /** The processes that refuse to start without it. */
  requiredBy?: readonly ProcessName[];
  /** For the address of a server that is only reached safely, unless PRIVATE_NETWORK says that the way to it is. */
  connection?: Connection;
  /** Never shown, and also read from the file that `<NAME>_FILE` names. */
  secret?: boolean;
}

export const variable = <T>(definition: Variable<T>): Variable<T> => definition;

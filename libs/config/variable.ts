import type { z } from 'zod';

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
  /** Never shown, and also read from the file that `<NAME>_FILE` names. */
  secret?: boolean;
}

export const variable = <T>(definition: Variable<T>): Variable<T> => definition;

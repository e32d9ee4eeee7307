import type { z } from 'zod';

export type ProcessName = 'core' | 'mailer' | 'standalone';

export interface Variable<T = unknown> {
  /** One to three sentences for docs/configuration.md. */
  description: string;
  /** Parses the text to the final form of the value. Its messages complete "NAME: …" and do not repeat the text. */
  schema: z.ZodType<T, string | undefined>;
  /** Text of an unset variable, for all processes or by process. */
  default?: string | Partial<Record<ProcessName, string>>;
  /** Processes that do not start without it. */
  requiredBy?: readonly ProcessName[];
  /** Never printed, and also read from the file that `<NAME>_FILE` names. */
  secret?: boolean;
  /** Variables without all of which it has no effect. */
  needs?: readonly string[];
  /** Variables without any of which it has no effect. */
  needsAny?: readonly string[];
  /** Variables whose numbers neither it nor an item of it must exceed, if both are set. */
  atMost?: readonly string[];
  /** Variables whose values it must be one of, if both are set. */
  among?: readonly string[];
  /** Variables with another value. 0, a free port, is never the same. */
  differsFrom?: readonly string[];
  /** Returns how a value contradicts other variables, or null. */
  conflict?(value: T, isSet: (name: string) => boolean): string | null;
}

export const variable = <T>(definition: Variable<T>): Variable<T> => definition;

import { OperatorError } from '#libs/observability';

/** Prisma wraps the error below, and keeps its code. */
export const UNUSABLE = 'database.unusable';

/** PostgreSQL responds, but cannot serve this program. Each problem states what to do. */
export class UnusableDatabaseError extends OperatorError {
  readonly code = UNUSABLE;

  constructor(
    readonly problems: readonly string[],
    /** No start succeeds until the configuration changes; other problems may end at any time. */
    readonly needsNewConfiguration: boolean,
  ) {
    super(problems.join('; '));
    this.name = 'UnusableDatabaseError';
  }
}

export function unusableDatabaseIn(error: unknown): UnusableDatabaseError | null {
  if (error instanceof UnusableDatabaseError) return error;
  return error instanceof Error ? unusableDatabaseIn(error.cause) : null;
}

interface Details {
  /** Variable to change. */
  variable?: string | undefined;
  /** Next step. */
  remedy?: string | undefined;
  cause?: unknown;
}

/** Expected failure that an operator can fix. It is logged in one line, without a stack. */
export class OperatorError extends Error {
  readonly variable: string | undefined;
  readonly remedy: string | undefined;

  constructor(
    readonly reason: string,
    { variable, remedy, cause }: Details = {},
  ) {
    super([variable, reason, remedy].filter((part) => part !== undefined).join(': '), { cause });
    this.name = 'OperatorError';
    this.variable = variable;
    this.remedy = remedy;
  }
}

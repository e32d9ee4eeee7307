/** Message of an error for an operator. Node reports a host with several addresses without a message of its own. */
export function errorMessage(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map(errorMessage).join(', ');
  return error instanceof Error ? error.message.trim() : String(error);
}

/** Keeps the first and last paragraph of a validation error: the rest repeats arguments such as emails. */
export function redactPrismaError(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'PrismaClientValidationError') return error;
  const paragraphs = error.message.trim().split('\n\n');
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  error.message = [paragraphs.at(0), paragraphs.at(-1)].join(' ');
  error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
  return error;
}

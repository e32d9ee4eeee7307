/**
 * Prisma's validation error repeats the whole call, in each of its formats, and with it addresses and hashes. What is left
 * of it is the name of the call and what is wrong with it: its first and its last paragraph.
 */
export function redactPrismaError(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'PrismaClientValidationError') return error;
  const paragraphs = error.message.trim().split('\n\n');
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  error.message = [paragraphs.at(0), paragraphs.at(-1)].join(' ');
  error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
  return error;
}

import type { Secret } from '#libs/config';
import { NO_FILTERS, withSchemaEngine } from './schema-engine.js';

/**
 * Returns the SQL that transforms one schema into another, empty if they are equal.
 *
 * @param from text of a schema.prisma, or null for an empty database
 * @param databaseUrl any PostgreSQL; the engine only reads its version
 */
export async function diffSchemas(
  from: string | null,
  to: string,
  databaseUrl: Secret<string>,
): Promise<string> {
  return withSchemaEngine(databaseUrl.reveal(), to, async (engine) => {
    const { stdout, exitCode } = await engine.diff({
      from: from === null ? { tag: 'empty' } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    });
    return exitCode === 0 ? '' : (stdout ?? '');
  });
}

const datamodel = (content: string) => ({
  tag: 'schemaDatamodel' as const,
  files: [{ path: 'schema.prisma', content }],
});

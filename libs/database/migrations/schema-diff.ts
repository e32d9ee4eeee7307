import type { Secret } from '#libs/config';
import { NO_FILTERS, withSchemaEngine } from './schema-engine.js';

/** Returns the SQL from one schema (null: empty) to another. The engine only reads the server's version. */
export async function diffSchemas(
  from: string | null,
  to: string,
  databaseUrl: Secret<string>,
): Promise<string> {
  return withSchemaEngine({ databaseUrl, datamodel: to, schema: 'public' }, async (engine) => {
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

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { Pool } from 'pg';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Prisma's schema engine in WebAssembly: the one behind `prisma migrate`, without a download. */
type SchemaEngine = glue.SchemaEngine;

/** Nothing of the database is outside of Prisma's schema. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

let loading: Promise<void> | undefined;

/**
 * Opens the engine on a database for as long as `use` runs. It connects at once, even for what needs no database.
 *
 * @param schema text of the schema.prisma that the engine starts from
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  schema: string,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= load();
  await loading;
  // A pool of our own, since the engine leaves the one that it makes open.
  const pool = new Pool({ connectionString: databaseUrl, application_name: 'onasty migrate' });
  pool.on('error', () => undefined);
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
    const datamodels: [string, string][] = [['schema.prisma', schema]];
    const engine = await glue.SchemaEngine.new({ datamodels }, () => undefined, adapter);
    return await use(engine).finally(() => engine.free());
  } finally {
    await pool.end();
  }
}

/** What the package's own entry leaves to bundlers that can import WebAssembly. */
async function load(): Promise<void> {
  const bindings = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(bindings.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...glue } });
  const { __wbg_set_wasm: connect } = glue;
  connect(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();
}

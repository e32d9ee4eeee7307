import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { Pool } from 'pg';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Prisma's schema engine in WebAssembly, which needs no download. */
type SchemaEngine = glue.SchemaEngine;

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Opens the engine while `use` runs. The engine connects at once, even if it needs no database. */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  schema: string,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await load();
  // The engine would not close a pool of its own.
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

/** Loads the WebAssembly module, which the package leaves to bundlers: once, since its bindings hold one instance. */
const load = once(async () => {
  const bindings = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(bindings.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...glue } });
  const { __wbg_set_wasm: connect } = glue;
  connect(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();
});

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Prisma's schema engine in WebAssembly: the one behind `prisma migrate`, without a download. */
export type SchemaEngine = glue.SchemaEngine;

/** Nothing of the database is outside of Prisma's schema. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

let loading: Promise<void> | undefined;

/** Opens the engine on a database. It connects only when it needs to; a diff of two schemas does not. */
export async function openSchemaEngine(databaseUrl: string, schema: string): Promise<SchemaEngine> {
  loading ??= load();
  await loading;
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(databaseUrl));
  return glue.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, adapter);
}

/** What the package's own entry leaves to bundlers that can import WebAssembly. */
async function load(): Promise<void> {
  const bindings = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(bindings.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...glue } });
  glue.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();
}

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { callbackify } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { Pool, type PoolClient } from 'pg';
import type { Secret } from '#libs/config';
import { applySessionSettings, clientConfig } from '../connections/client-config.js';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

/** Prisma's schema engine in WebAssembly, which needs no download. */
type SchemaEngine = glue.SchemaEngine;

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

interface EngineSettings {
  databaseUrl: Secret<string>;
  /** Text of schema.prisma. */
  datamodel: string;
  /** Schema of the tables in PostgreSQL. */
  schema: string;
}

/** Migrations may take longer than the timeouts of a role or a database allow. */
export const NO_TIMEOUTS = { statementTimeoutMs: 0, lockTimeoutMs: 0 };

/** Runs a script as one transaction, where Prisma would split it at each semicolon, even one in the body of a function. */
class WholeScripts extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    };
    return adapter;
  }
}

/** Opens the engine while `use` runs. The engine connects at once, even if it needs no database. */
export async function withSchemaEngine<T>(
  { databaseUrl, datamodel, schema }: EngineSettings,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await load();
  // The engine would not close a pool of its own.
  const pool = new Pool({
    ...clientConfig(databaseUrl),
    application_name: 'onasty migrate',
    verify: callbackify((client: PoolClient) => applySessionSettings(client, NO_TIMEOUTS)),
  });
  pool.on('error', () => undefined);
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool, { schema }));
    const datamodels: [string, string][] = [['schema.prisma', datamodel]];
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
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': { ...glue, ...unreferencedTimers() },
  });
  const { __wbg_set_wasm: connect } = glue;
  connect(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();
});

/** The engine never clears its timeout of ten seconds, which would keep the process alive. */
function unreferencedTimers() {
  const names = Object.keys(glue).filter((name) => name.startsWith('__wbg_setTimeout_'));
  return Object.fromEntries(names.map((name) => [name, startTimer]));
}

function startTimer(callback: () => void, delayMs: number): NodeJS.Timeout {
  return setTimeout(callback, delayMs).unref();
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}

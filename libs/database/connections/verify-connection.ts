import type { ClientBase, ClientConfig } from 'pg';
import { applySessionSettings, type SessionSettings } from './client-config.js';
import { configurationProblems, temporaryProblems, type Requirements } from './connection-problems.js';
import { readConnectionState } from './connection-state.js';
import { isServerShared, POOLER_PROBLEM } from './shared-server.js';
import { UnusableDatabaseError } from './unusable-database.error.js';

/** Prepares a new connection. @throws {UnusableDatabaseError} */
export async function prepareConnection(
  client: ClientBase,
  config: ClientConfig,
  settings: SessionSettings,
  requirements: Requirements,
): Promise<void> {
  await applySessionSettings(client, settings);
  const backendId = await verifyConnection(client, requirements);
  if (await isServerShared(client, backendId, config))
    throw new UnusableDatabaseError([POOLER_PROBLEM], true);
}

/** @throws {UnusableDatabaseError} unless requests of every kind would succeed. @returns the process of the server */
export async function verifyConnection(client: ClientBase, requirements: Requirements): Promise<number> {
  const state = await readConnectionState(client, requirements.tables);
  const permanent = configurationProblems(state, requirements);
  if (permanent.length > 0) throw new UnusableDatabaseError(permanent, true);
  const temporary = temporaryProblems(state, requirements);
  if (temporary.length > 0) throw new UnusableDatabaseError(temporary, false);
  return state.backendId;
}

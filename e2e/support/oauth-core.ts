import { afterAll } from 'vitest';
import { startProviders } from '../../apps/core/identity/oauth/testing/create-oauth-app.js';
import { OauthBrowser } from '../../apps/core/identity/oauth/testing/oauth-browser.js';
import { useCore } from './world.js';

/** Cores on one database, with providers on loopback. */
export async function useOauthCore(environment: Record<string, string> = {}, processes = 1) {
  const providers = await startProviders();
  const world = useCore({ ...providers.environment, ...environment }, processes);
  afterAll(() => providers.stop());
  return {
    oidc: providers.oidc,
    world,
    query: (text: string, values: unknown[] = []) => world().database.query(text, values),
    browser: () => new OauthBrowser(world().core.http),
  };
}

import { AccountsClient, ApiError, OnastyClient } from '#libs/api-client';
import { CliError } from '../problems/cli-error.js';
import { credentials, type Credential } from '../storage/credentials.js';

const HOW = 'Name your Onasty server: --server https://notes.example, ONASTY_SERVER or "onasty login".';

export async function chooseServer(option: string | undefined): Promise<string> {
  const server = option || (await credentials.defaultServer());
  if (server === null) throw new CliError('usage', HOW);
  return originOf(server);
}

export function originOf(text: string): string {
  const { origin, protocol } = URL.canParse(text) ? new URL(text) : { origin: '', protocol: '' };
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new CliError(
      'usage',
      `"${text}" isn't the address of a server. It looks like https://notes.example`,
    );
  return origin;
}

/** Works with the account of this computer on the server; null if it has none there. */
export async function withAccount<Result>(
  server: string,
  work: (client: OnastyClient) => Promise<Result>,
): Promise<Result | null> {
  const credential = await credentials.find(server);
  if (credential === null) return null;
  const attempt = ({ token }: Credential) => work(new OnastyClient({ server, token }));
  try {
    return await attempt(credential);
  } catch (error) {
    const isOver = error instanceof ApiError && error.code === 'auth.unauthorized';
    if (!isOver || credential.kind !== 'session') throw error;
    return attempt(await refreshed(server, credential));
  }
}

async function refreshed(
  server: string,
  session: Extract<Credential, { kind: 'session' }>,
): Promise<Credential> {
  const tokens = await new AccountsClient({ baseUrl: server }).refresh(session.refreshToken);
  const { access_token: token, refresh_token: refreshToken = session.refreshToken } = tokens;
  const next: Credential = { ...session, token, refreshToken };
  await credentials.add(server, next);
  return next;
}

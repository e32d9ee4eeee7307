import { CliError } from '../problems/cli-error.js';
import { isRecord, PrivateFile } from './private-file.js';

export type Credential =
  | { kind: 'api_key'; token: string }
  | { kind: 'session'; email: string; token: string; refreshToken: string };

interface Stored {
  defaultServer?: string;
  servers: Record<string, unknown>;
}

const file = () => PrivateFile.in('config', 'credentials.json');

/** Credentials by server, of which each is sent to its own server only. */
export const credentials = {
  async find(server: string): Promise<Credential | null> {
    return credentialIn((await load()).servers[server]);
  },

  async defaultServer(): Promise<string | null> {
    return (await load()).defaultServer ?? null;
  },

  /** The last server becomes the default. */
  async add(server: string, credential: Credential): Promise<void> {
    const { servers } = await load();
    await write({ defaultServer: server, servers: { ...servers, [server]: credential } });
  },

  async remove(server: string): Promise<void> {
    const { defaultServer, servers } = await load();
    const { [server]: _, ...others } = servers;
    const [next] = defaultServer === server ? Object.keys(others) : [defaultServer];
    if (next === undefined) await file().remove();
    else await write({ defaultServer: next, servers: others });
  },
};

async function write(stored: Record<string, unknown>): Promise<void> {
  try {
    await file().write(stored);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new CliError(
      'usage',
      `${file().path} can't be written${code}. Set XDG_CONFIG_HOME to a folder that you can write.`,
    );
  }
}

async function load(): Promise<Stored> {
  const { defaultServer, servers } = await file().read();
  return {
    ...(typeof defaultServer === 'string' && { defaultServer }),
    servers: isRecord(servers) ? servers : {},
  };
}

function credentialIn(value: unknown): Credential | null {
  if (!isRecord(value)) return null;
  const { kind, token, email, refreshToken } = value;
  if (typeof token !== 'string') return null;
  if (kind === 'api_key') return { kind, token };
  if (kind !== 'session' || typeof email !== 'string' || typeof refreshToken !== 'string') return null;
  return { kind, token, email, refreshToken };
}

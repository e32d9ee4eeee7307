export interface SeedTarget {
  /** Where the API is. */
  url: string;
  databaseUrl?: string | undefined;
  nodeEnvironment?: string | undefined;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Why nothing may be seeded there, null when it may: what people rely on must get no account whose password is known. */
export function seedRefusal({ url, databaseUrl, nodeEnvironment }: SeedTarget): string | null {
  if (nodeEnvironment === 'production') return 'NODE_ENV is production';
  if (!isLoopback(url)) return `${new URL(url).host} is not this machine`;
  if (databaseUrl !== undefined && !isLoopback(databaseUrl)) return 'the database is not on this machine';
  return null;
}

const isLoopback = (url: string) => LOOPBACK.test(new URL(url).hostname);

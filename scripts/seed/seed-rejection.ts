export interface SeedTarget {
  url: string;
  /** Contains the mails that `npm start` stores. */
  dataFolder: string;
  databaseUrl?: string | undefined;
  nodeEnvironment?: string | undefined;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Reason to reject a target, or null: an instance in real use must get no account with a public password. */
export function seedRejection({
  url,
  databaseUrl,
  nodeEnvironment,
}: Omit<SeedTarget, 'dataFolder'>): string | null {
  if (nodeEnvironment === 'production') return 'NODE_ENV is production';
  if (!isLoopback(url)) return `${new URL(url).host} is not this machine`;
  if (databaseUrl !== undefined && !isLoopback(databaseUrl)) return 'the database is not on this machine';
  return null;
}

const isLoopback = (url: string) => LOOPBACK.test(new URL(url).hostname);

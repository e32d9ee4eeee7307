/** Consequence of `off`. All other values of synchronous_commit wait for the local disk. */
const CONSEQUENCES: Readonly<Record<string, string>> = {
  fsync: 'a power failure may corrupt any file',
  full_page_writes: 'a page half written at a power failure cannot be repaired',
  synchronous_commit: 'a crash loses recent commits, so that a read note becomes unread',
};

export interface Durability {
  /** Settings that may lose committed data, with the consequence. */
  problems: string[];
  hasDataChecksums: boolean;
}

/** @param off names of settings that are off on this connection, since a role or a database may override the server's */
export function durabilityOf(off: readonly string[]): Durability {
  const unsafe = Object.entries(CONSEQUENCES).filter(([name]) => off.includes(name));
  return {
    problems: unsafe.map(([name, consequence]) => `${name} is off: ${consequence}`),
    hasDataChecksums: !off.includes('data_checksums'),
  };
}

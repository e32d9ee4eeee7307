import { formatNoteLink, parseNoteLink, randomKey } from '#libs/api-client';
import { PrivateFile } from './private-file.js';

const FORGET_AFTER_MS = 3_600_000;

/** Read whose note has not been delivered yet. */
export interface PendingRead {
  readKey: string;
  hasPassword: boolean;
}

/** Read keys, so that after an interruption the same command gets the note again until its lease expires. */
export const pendingReads = {
  async find(link: string): Promise<PendingRead | null> {
    const { readKey, hasPassword } = await fileOf(link).read();
    return typeof readKey === 'string' && typeof hasPassword === 'boolean' ? { readKey, hasPassword } : null;
  },

  /** Without a writable folder, only this process can retry. */
  async begin(link: string, hasPassword: boolean): Promise<PendingRead> {
    const earlier = await pendingReads.find(link);
    const { readKey } = earlier ?? { readKey: randomKey() };
    try {
      await fileOf(link).write({ readKey, hasPassword });
      await fileOf(link).removeOldNeighbours(FORGET_AFTER_MS);
    } catch {
      return { readKey, hasPassword };
    }
    return { readKey, hasPassword };
  },

  end(link: string): Promise<void> {
    return fileOf(link)
      .remove()
      .catch(() => undefined);
  },
};

function fileOf(link: string): PrivateFile {
  return PrivateFile.named('pending-reads', formatNoteLink(parseNoteLink(link)));
}

import { formatNoteLink, parseNoteLink } from '#libs/api-client';
import { PrivateFile } from './private-file.js';

/** Receipts of notes that were sent from this computer. */
export const receipts = {
  async find(link: string): Promise<string | null> {
    const { receipt } = await fileOf(link).read();
    return typeof receipt === 'string' ? receipt : null;
  },

  add(link: string, receipt: string): Promise<void> {
    return fileOf(link).write({ receipt });
  },

  remove(link: string): Promise<void> {
    return fileOf(link).remove();
  },
};

function fileOf(link: string): PrivateFile {
  return PrivateFile.named('receipts', formatNoteLink({ ...parseNoteLink(link), linkSecret: null }));
}

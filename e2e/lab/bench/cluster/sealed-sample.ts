import { createHash, randomBytes } from 'node:crypto';
import { seal } from '#libs/note-crypto';
import type { NoteContent } from '../stored-notes.js';

/** Sealed note of about 1 KiB. Each note of a load repeats it, because sealing is the browser's work. */
export interface SealedSample extends NoteContent {
  accessProof: string;
  /** Request body that creates it. */
  body: string;
}

export async function sealedSample(): Promise<SealedSample> {
  const { envelope, accessProof } = await seal(randomBytes(768).toString('base64'));
  const accessHash = createHash('sha256').update(accessProof).digest();
  return {
    envelope,
    accessProof,
    accessHash,
    body: JSON.stringify({ content: envelope, password: accessProof }),
  };
}

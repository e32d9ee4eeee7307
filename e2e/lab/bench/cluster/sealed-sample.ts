import { createHash, randomBytes } from 'node:crypto';
import { seal } from '#libs/note-crypto';
import type { NoteContent } from '../stored-notes.js';

/** A sealed note of about 1 KiB, which every note of a load repeats: a browser seals, not the server. */
export interface SealedSample extends NoteContent {
  accessProof: string;
  /** What creates it. */
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

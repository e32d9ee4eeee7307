import { Injectable } from '@nestjs/common';
import { hashToken } from '#libs/encryption';
import { isSlug } from '../note.js';
import { NoteNotFoundError } from '../notes.errors.js';
import { notesDeleted } from '../notes.metrics.js';
import { ReceiptsRepository, type NoteStatus } from './receipts.repository.js';

export interface HeldReceipt {
  slug: string;
  receipt: string;
}

@Injectable()
export class ReceiptsService {
  constructor(private readonly repository: ReceiptsRepository) {}

  async status(slug: string, receipt: string): Promise<NoteStatus> {
    const status = isSlug(slug) ? await this.repository.find(slug, hashToken(receipt)) : null;
    if (status === null) throw new NoteNotFoundError();
    return status;
  }

  /** Returns a status for each receipt in the same order; null for an unknown note or a wrong receipt. */
  async statuses(held: readonly HeldReceipt[]): Promise<(NoteStatus | null)[]> {
    const slugs = held.map(({ slug }) => (isSlug(slug) ? slug : ''));
    const hashes = held.map(({ receipt }) => hashToken(receipt));
    const statuses = await this.repository.findAll(slugs, hashes);
    return held.map((_, index) => statuses.get(index + 1) ?? null);
  }

  async delete(slug: string, receipt: string): Promise<boolean> {
    const deleted = isSlug(slug) ? await this.repository.delete(slug, hashToken(receipt)) : null;
    if (deleted?.erased === true) notesDeleted.inc();
    return deleted !== null;
  }
}

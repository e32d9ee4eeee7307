import { Injectable } from '@nestjs/common';
import { hashToken } from '#libs/encryption';
import { isSlug } from '../note.js';
import { NoteNotFoundError } from '../notes.errors.js';
import { notesDeleted } from '../notes.metrics.js';
import { ReceiptsRepository, type NoteStatus } from './receipts.repository.js';

@Injectable()
export class ReceiptsService {
  constructor(private readonly repository: ReceiptsRepository) {}

  async status(slug: string, receipt: string): Promise<NoteStatus> {
    const status = isSlug(slug) ? await this.repository.find(slug, hashToken(receipt)) : null;
    if (status === null) throw new NoteNotFoundError();
    return status;
  }

  async delete(slug: string, receipt: string): Promise<boolean> {
    const deleted = isSlug(slug) ? await this.repository.delete(slug, hashToken(receipt)) : null;
    if (deleted?.erased === true) notesDeleted.inc();
    return deleted !== null;
  }
}

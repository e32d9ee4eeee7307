import { Injectable } from '@nestjs/common';
import { NoticeAddressError } from './notices.errors.js';
import { NoticeRecipientsRepository } from './notice-recipients.repository.js';

export interface NoticeWish {
  /** Null: the default of the account. */
  isWanted: boolean | null;
  /** Key of an address that a browser without an account confirmed. */
  key: string | null;
}

@Injectable()
export class NoticeRecipients {
  constructor(private readonly repository: NoticeRecipientsRepository) {}

  /**
   * Prepares the notice of a new note. Returns the id of its address; null for an account and for none.
   *
   * @throws {NoticeAddressError} if the address is not confirmed
   */
  async prepare(authorId: string | null, { isWanted, key }: NoticeWish): Promise<string | null> {
    if (isWanted !== true) return null;
    if (authorId !== null) {
      await this.repository.ensureAccount(authorId);
      return null;
    }
    const address = key === null ? null : await this.repository.findAddress(key);
    if (address?.isConfirmed !== true) throw new NoticeAddressError();
    return address.id;
  }
}

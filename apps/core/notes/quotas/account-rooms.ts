import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { StorageRepository } from './storage.repository.js';

const LOOK_EVERY_MS = 10_000;
/** While there is no room, a note that was just read makes some. */
const WHEN_FULL_EVERY_MS = 1_000;
/** Of how many accounts it is known at a time. */
const KNOWN_ACCOUNTS = 10_000;

interface Account {
  storedBytes: number;
}

/**
 * Whether there is room for another note of an account. As with the room for all (NoteRoom), each core knows what it added
 * since it last looked: to add up the notes of an account for each new one would take ever longer.
 */
@Injectable()
export class AccountRooms {
  /** The oldest look first. */
  private readonly looks = new Map<string, { at: number; account: Promise<Account> }>();
  readonly maxBytes: number;

  constructor(
    @Inject(StorageRepository) private readonly repository: Pick<StorageRepository, 'storedBytesOfAuthor'>,
    @Inject(CONFIG) config: { notes: Pick<Config['notes'], 'maxAccountBytes'> },
  ) {
    this.maxBytes = config.notes.maxAccountBytes;
  }

  /** Takes the room, if there is any. */
  async take(authorId: string, bytes: number): Promise<boolean> {
    const fits = ({ storedBytes }: Account) => storedBytes + bytes <= this.maxBytes;
    let account = await this.known(authorId, LOOK_EVERY_MS);
    if (!fits(account)) account = await this.known(authorId, WHEN_FULL_EVERY_MS);
    if (!fits(account)) return false;
    account.storedBytes += bytes;
    return true;
  }

  /** As it was found at most so long ago. All who ask meanwhile wait for the same look, and count on it together. */
  private known(authorId: string, maxAgeMs: number): Promise<Account> {
    const last = this.looks.get(authorId);
    if (last !== undefined && performance.now() - last.at < maxAgeMs) return last.account;
    const account = this.look(authorId);
    this.looks.delete(authorId);
    this.looks.set(authorId, { at: performance.now(), account });
    const [oldest] = this.looks.keys();
    if (this.looks.size > KNOWN_ACCOUNTS && oldest !== undefined) this.looks.delete(oldest);
    return account;
  }

  private async look(authorId: string): Promise<Account> {
    try {
      return { storedBytes: await this.repository.storedBytesOfAuthor(authorId) };
    } catch (error) {
      this.looks.delete(authorId);
      throw error;
    }
  }
}

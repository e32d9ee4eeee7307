import { localInputValue, type ExpiryChoice, type Lifetime } from '../../compose/options/expiry.js';
import type { OwnNote } from '../own-note.js';

/** Form state that starts with the lifetime of a note. */
export class ChosenLifetime implements Lifetime {
  expiry = $state<ExpiryChoice>('never');
  customTime = $state('');
  reusable = $state(false);

  private readonly startTime: string;
  private readonly startExpiry: ExpiryChoice;

  constructor({ expiresAt, reusable }: Pick<OwnNote, 'expiresAt' | 'reusable'>) {
    this.reusable = reusable;
    this.startExpiry = expiresAt === null ? 'never' : 'custom';
    this.startTime = expiresAt === null ? '' : localInputValue(expiresAt);
    this.expiry = this.startExpiry;
    this.customTime = this.startTime;
  }

  /** An expiry that stays is not sent: its field has no seconds, and the clock of this device may be wrong. */
  get isChanged(): boolean {
    return this.expiry !== this.startExpiry || this.customTime !== this.startTime;
  }
}

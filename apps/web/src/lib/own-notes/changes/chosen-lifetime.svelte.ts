import { localInputValue, type ExpiryChoice, type Lifetime } from '../../compose/options/expiry.js';
import type { OwnNote } from '../own-note.js';

/** Form state that starts with the lifetime of a note. */
export class ChosenLifetime implements Lifetime {
  expiry = $state<ExpiryChoice>('never');
  customTime = $state('');
  reusable = $state(false);

  constructor({ expiresAt, reusable }: Pick<OwnNote, 'expiresAt' | 'reusable'>) {
    this.reusable = reusable;
    if (expiresAt === null) return;
    this.expiry = 'custom';
    this.customTime = localInputValue(expiresAt);
  }
}

import { localInputValue, type ExpiryChoice, type Lifetime } from '../compose/expiry.js';
import type { MyNote } from './my-note.js';

/** A lifetime being chosen, at first that of the note. */
export class ChosenLifetime implements Lifetime {
  expiry = $state<ExpiryChoice>('never');
  customTime = $state('');
  kept = $state(false);

  constructor({ expiresAt, kept }: Pick<MyNote, 'expiresAt' | 'kept'>) {
    this.kept = kept;
    if (expiresAt === null) return;
    this.expiry = 'custom';
    this.customTime = localInputValue(expiresAt);
  }
}

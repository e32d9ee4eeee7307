export type UndecryptableReason = 'missing_key' | 'wrong_key' | 'not_authentic';

const CAUSES: Readonly<Record<UndecryptableReason, (keyId: string) => string>> = {
  missing_key: (keyId) => `lacks the key "${keyId}" of stored data`,
  wrong_key: (keyId) => `has other bytes under the id "${keyId}" than the key of stored data`,
  not_authentic: (keyId) => `cannot decrypt data of the key "${keyId}": the key or the data was changed`,
};

/** Stored data cannot be decrypted now; the right key may still decrypt it. */
export class UndecryptableError extends Error {
  readonly code = 'encryption.undecryptable';

  constructor(
    ring: string,
    keyId: string,
    readonly reason: UndecryptableReason,
    cause?: unknown,
  ) {
    super(`${ring} ${CAUSES[reason](keyId)}`, { cause });
    this.name = 'UndecryptableError';
  }
}

export { decryptAesGcm, encryptAesGcm } from './aes-gcm.js';
export { KeyRingCipher, type Encrypted, type KeyReference, type RingKey } from './key-ring-cipher.js';
export { hashToken } from './token-hash.js';
export { UndecryptableError } from './undecryptable.error.js';

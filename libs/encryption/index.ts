export { decryptAesGcm, encryptAesGcm } from './aes-gcm.js';
export { KeyRingCipher, type Encrypted } from './key-ring-cipher.js';
export { hashToken } from './token-hash.js';

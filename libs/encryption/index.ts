export { KeyRingCipher, type Encrypted } from './key-ring-cipher.js';

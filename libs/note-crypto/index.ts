export { EnvelopeError, type EnvelopeErrorCode } from './envelope.errors.js';
export { parseEnvelope, sealedLength, type EnvelopeInfo } from './envelope.js';
export { deriveKeys, deriveLinkProof, type EnvelopeKeys } from './keys.js';
export { parseLinkSecret } from './link-secret.js';
export { decodeEscapes, invisible } from './mangled-text.js';
export { open } from './open.js';
export { seal, type SealedNote } from './seal.js';

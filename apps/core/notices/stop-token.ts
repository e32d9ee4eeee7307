import { createHash } from 'node:crypto';

const ID_BYTES = 16;
const TOKEN_BYTES = 32;

/** Token of the links that stop notices: the random id of the recipient, and a checksum by which a damaged link is noticed. */
export function stopTokenOf(recipientId: string): string {
  const id = Buffer.from(recipientId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, checksumOf(id)]).toString('base64url');
}

/** Id of the recipient, or null for a token that no mail contains. */
export function recipientOf(stopToken: string): string | null {
  const bytes = Buffer.from(stopToken, 'base64url');
  const id = bytes.subarray(0, ID_BYTES);
  if (bytes.length !== TOKEN_BYTES || !checksumOf(id).equals(bytes.subarray(ID_BYTES))) return null;
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function checksumOf(id: Buffer): Buffer {
  return createHash('sha256')
    .update(id)
    .digest()
    .subarray(0, TOKEN_BYTES - ID_BYTES);
}

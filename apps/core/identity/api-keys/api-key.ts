import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

export const API_KEY_SCOPES = ['notes:create', 'notes:read-own', 'notes:manage', 'webhooks:manage'] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

const PREFIX = 'ony_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 12;
/** 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const ID = new RegExp(`^[0-9A-Za-z]{${ID_LENGTH}}$`);
const PATTERN = new RegExp(
  `^${PREFIX}([0-9A-Za-z]{${ID_LENGTH}})_[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`,
);

export interface NewApiKey {
  id: string;
  text: string;
}

/** `ony_<id>_<secret><checksum>`: the checksum lets scanners for leaked secrets recognise a key without a request. */
export function newApiKey(): NewApiKey {
  const id = randomText(ID_LENGTH);
  const body = `${PREFIX}${id}_${randomText(SECRET_LENGTH)}`;
  return { id, text: `${body}${checksumOf(body)}` };
}

export function isApiKeyId(text: string): boolean {
  return ID.test(text);
}

export function looksLikeApiKey(token: string): boolean {
  return token.startsWith(PREFIX);
}

export function isWellFormedApiKey(token: string): boolean {
  if (!PATTERN.test(token)) return false;
  return token.slice(-CHECKSUM_LENGTH) === checksumOf(token.slice(0, -CHECKSUM_LENGTH));
}

/** CRC-32 in base 62. */
function checksumOf(body: string): string {
  let rest = crc32(body);
  let digits = '';
  while (digits.length < CHECKSUM_LENGTH) {
    digits = `${ALPHABET.charAt(rest % ALPHABET.length)}${digits}`;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}

function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

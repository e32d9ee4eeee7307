import { createHash } from 'node:crypto';
import { z } from 'zod';
import { KeyRingCipher } from '#libs/encryption';
import type { KeyRing, Secret } from '#libs/config';
import {
  mailRequestSchema,
  mailTemplates,
  decryptMail,
  encryptedMailSchema,
  type MailRequest,
} from '#libs/mail-outbox';

/** A mail that somebody wants to be sent. */
export interface WantedMail {
  kind: 'mail';
  id: string;
  /** Null when whoever wants it named none. */
  deadlineMs: number | null;
  /** When the event that made it was; null where that is not known. */
  createdAtMs: number | null;
  request: MailRequest;
}

/** Encrypted with a key that is not in the ring, or not yet. */
export interface LockedMail {
  kind: 'locked';
  id: string;
  deadlineMs: number;
  keyId: string;
}

export interface MalformedMail {
  kind: 'malformed';
  /** Null when it names none. */
  id: string | null;
  reason: 'not json' | 'malformed' | 'unknown template' | 'not decryptable';
  /** The message in base64, unless it was encrypted: then it stays so. */
  received: string | null;
}

const sealedMarkSchema = z.object({ sealed: z.unknown(), id: z.uuid().nullable().catch(null) });
const templateSchema = z.object({ template_name: z.string() });

/** Reads the messages of `mailer.send`: the sealed ones of core, and plain ones of anybody in the form of onasty. */
export class MailReader {
  private readonly cipher: KeyRingCipher;

  constructor(keyRing: Secret<KeyRing>) {
    this.cipher = new KeyRingCipher('MAIL_ENCRYPTION_KEYS', keyRing);
  }

  read(data: Uint8Array): WantedMail | LockedMail | MalformedMail {
    const json = parseJson(data);
    const sealed = sealedMarkSchema.safeParse(json).data;
    if (sealed !== undefined && 'sealed' in sealed) return this.readSealed(json, sealed.id);
    const request = mailRequestSchema.safeParse(json).data;
    if (request !== undefined)
      return { kind: 'mail', id: idOf(data), deadlineMs: null, createdAtMs: null, request };
    const received = Buffer.from(data).toString('base64');
    return { kind: 'malformed', id: null, reason: faultOf(json), received };
  }

  private readSealed(json: unknown, id: string | null): WantedMail | LockedMail | MalformedMail {
    const mail = encryptedMailSchema.safeParse(json).data;
    if (mail === undefined) return { kind: 'malformed', id, reason: 'malformed', received: null };
    const deadlineMs = Date.parse(mail.deadline);
    if (!this.cipher.keyIds.includes(mail.key_id)) {
      return { kind: 'locked', id: mail.id, deadlineMs, keyId: mail.key_id };
    }
    try {
      const createdAtMs = mail.created_at === undefined ? null : Date.parse(mail.created_at);
      const request = decryptMail(this.cipher, mail);
      return { kind: 'mail', id: mail.id, deadlineMs, createdAtMs, request };
    } catch (error) {
      const reason = error instanceof z.ZodError ? 'malformed' : 'not decryptable';
      return { kind: 'malformed', id: mail.id, reason, received: null };
    }
  }
}

function parseJson(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch {
    return undefined;
  }
}

function faultOf(json: unknown): MalformedMail['reason'] {
  if (json === undefined) return 'not json';
  const template = templateSchema.safeParse(json).data?.template_name;
  const isKnown = mailTemplates.some((known) => known === template);
  return template === undefined || isKnown ? 'malformed' : 'unknown template';
}

/** The same bytes are the same mail: their SHA-256, cut and marked as a UUID of an own kind (version 8). */
export function idOf(data: Uint8Array): string {
  const bytes = createHash('sha256').update(data).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

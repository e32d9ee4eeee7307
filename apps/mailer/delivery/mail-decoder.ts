import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { KeyRingCipher, UndecryptableError } from '#libs/encryption';
import type { KeyRing, Secret } from '#libs/config';
import {
  mailRequestSchema,
  mailTemplates,
  decryptMail,
  encryptedMailSchema,
  type MailRequest,
} from '#libs/mail-outbox';
import { MAILER_CONFIG } from '../tokens.js';

export interface DecodedMail {
  kind: 'mail';
  id: string;
  deadlineMs: number | null;
  createdAtMs: number | null;
  request: MailRequest;
}

export interface UndecryptableMail {
  kind: 'undecryptable';
  id: string;
  deadlineMs: number;
  error: UndecryptableError;
}

export interface MalformedMail {
  kind: 'malformed';
  id: string | null;
  reason: 'not json' | 'malformed' | 'unknown template' | 'not decryptable';
  /** Message in base64; null if it was encrypted, so that no dead letter holds a secret. */
  received: string | null;
}

const encryptedMarkerSchema = z.object({ sealed: z.unknown(), id: z.uuid().nullable().catch(null) });
const templateSchema = z.object({ template_name: z.string() });

/** Decodes messages of `mailer.send`: encrypted mails of core, and plain mail requests of other clients. */
@Injectable()
export class MailDecoder {
  private readonly cipher: KeyRingCipher;

  constructor(@Inject(MAILER_CONFIG) { encryptionKeys }: { encryptionKeys: Secret<KeyRing> }) {
    this.cipher = new KeyRingCipher('MAIL_ENCRYPTION_KEYS', encryptionKeys);
  }

  decode(data: Uint8Array): DecodedMail | UndecryptableMail | MalformedMail {
    const json = parseJson(data);
    const encrypted = encryptedMarkerSchema.safeParse(json).data;
    if (encrypted !== undefined && 'sealed' in encrypted) return this.decrypt(json, encrypted.id);
    const request = mailRequestSchema.safeParse(json).data;
    if (request !== undefined)
      return { kind: 'mail', id: idOf(data), deadlineMs: null, createdAtMs: null, request };
    const received = Buffer.from(data).toString('base64');
    return { kind: 'malformed', id: null, reason: reasonOf(json), received };
  }

  private decrypt(json: unknown, id: string | null): DecodedMail | UndecryptableMail | MalformedMail {
    const mail = encryptedMailSchema.safeParse(json).data;
    if (mail === undefined) return { kind: 'malformed', id, reason: 'malformed', received: null };
    const deadlineMs = Date.parse(mail.deadline);
    try {
      const createdAtMs = mail.created_at === undefined ? null : Date.parse(mail.created_at);
      const request = decryptMail(this.cipher, mail);
      return { kind: 'mail', id: mail.id, deadlineMs, createdAtMs, request };
    } catch (error) {
      if (!(error instanceof UndecryptableError))
        return { kind: 'malformed', id: mail.id, reason: 'malformed', received: null };
      // Without a fingerprint the key may be another one of the same id.
      if (error.reason !== 'not_authentic' || mail.key_fingerprint === undefined)
        return { kind: 'undecryptable', id: mail.id, deadlineMs, error };
      return { kind: 'malformed', id: mail.id, reason: 'not decryptable', received: null };
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

function reasonOf(json: unknown): MalformedMail['reason'] {
  if (json === undefined) return 'not json';
  const template = templateSchema.safeParse(json).data?.template_name;
  const isKnown = mailTemplates.some((known) => known === template);
  return template === undefined || isKnown ? 'malformed' : 'unknown template';
}

/** Id of a message without one: its truncated SHA-256 as a UUID of version 8, so that a copy is the same mail. */
export function idOf(data: Uint8Array): string {
  const bytes = createHash('sha256').update(data).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

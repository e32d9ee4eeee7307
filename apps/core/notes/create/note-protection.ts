import { Injectable } from '@nestjs/common';
import { hashToken } from '#libs/encryption';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { NoteCipher, type StoredContent, type StoredLabel } from '../note-cipher.js';
import { trimPassword, typeOf, type NoteDraft } from '../note.js';

export interface ProtectedNote extends StoredContent, StoredLabel {
  sealed: boolean;
  hasPassword: boolean;
  accessHash: Buffer | null;
  linkHash: Buffer | null;
  passwordHash: string | null;
}

@Injectable()
export class NoteProtection {
  constructor(
    private readonly cipher: NoteCipher,
    private readonly passwords: PasswordHasher,
  ) {}

  async protect(noteId: string, draft: NoteDraft): Promise<ProtectedNote> {
    const type = typeOf(draft);
    const label = this.cipher.encryptLabel(noteId, draft.label);
    if (type.sealed) {
      return {
        sealed: true,
        hasPassword: type.hasPassword,
        accessHash: hashToken(type.accessProof),
        linkHash: type.linkProof === null ? null : hashToken(type.linkProof),
        passwordHash: null,
        keyId: null,
        keyFingerprint: null,
        content: Buffer.from(draft.content),
        ...label,
      };
    }
    const passwordHash =
      draft.password === null ? null : await this.passwords.hash(trimPassword(draft.password));
    return {
      sealed: false,
      hasPassword: passwordHash !== null,
      accessHash: null,
      linkHash: null,
      passwordHash,
      ...this.cipher.encrypt(noteId, draft.content),
      ...label,
    };
  }
}

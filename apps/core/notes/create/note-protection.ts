import { Injectable } from '@nestjs/common';
import { hashToken } from '#libs/encryption';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { NoteCipher, type StoredContent } from '../note-cipher.js';
import { trimPassword, typeOf, type NoteDraft } from '../note.js';

export interface ProtectedNote extends StoredContent {
  sealed: boolean;
  hasPassword: boolean;
  accessHash: Buffer | null;
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
    if (type.sealed) {
      return {
        sealed: true,
        hasPassword: type.hasPassword,
        accessHash: hashToken(type.accessProof),
        passwordHash: null,
        keyId: null,
        content: Buffer.from(draft.content),
      };
    }
    const passwordHash =
      draft.password === null ? null : await this.passwords.hash(trimPassword(draft.password));
    const stored = this.cipher.encrypt(noteId, draft.content);
    return { sealed: false, hasPassword: passwordHash !== null, accessHash: null, passwordHash, ...stored };
  }
}

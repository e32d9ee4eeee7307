import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEmailAddress } from '#libs/email-address';
import { composeMail } from './compose-mail.js';
import { MailError, type MailSender, type OutgoingMail } from './mail-sender.js';

/** Writes each mail to `<id>.eml` in a folder. Only its owner may read the files, since they contain tokens. */
export class FileMailSender implements MailSender {
  constructor(private readonly folder: string) {}

  async send(mail: OutgoingMail): Promise<void> {
    const to = parseEmailAddress(mail.to);
    if (to === null) throw new MailError('permanent', 'address');
    const path = join(this.folder, `${mail.id}.eml`);
    const content = await composeMail({ ...mail, to });
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(`${path}.part`, content, { mode: 0o600, flush: true });
      await rename(`${path}.part`, path);
    } catch {
      throw new MailError('system', 'folder');
    }
  }
}

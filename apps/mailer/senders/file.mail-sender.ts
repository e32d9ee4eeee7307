import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPlainAddress } from './address.js';
import { composeMail } from './compose-mail.js';
import { MailFault, type MailSender, type OutgoingMail } from './mail-sender.js';

/** Puts mails into a folder, as `<id>.eml` each, for its owner to read. They hold tokens: nobody else may. */
export class FileMailSender implements MailSender {
  constructor(private readonly folder: string) {}

  async send(mail: OutgoingMail): Promise<void> {
    if (!isPlainAddress(mail.to)) throw new MailFault('permanent', 'address');
    const path = join(this.folder, `${mail.id}.eml`);
    const content = await composeMail(mail);
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(`${path}.part`, content, { mode: 0o600, flush: true });
      await rename(`${path}.part`, path);
    } catch {
      throw new MailFault('system', 'folder');
    }
  }
}

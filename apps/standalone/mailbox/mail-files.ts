import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';

const ID = /^[a-z0-9-]{1,64}$/;
const SUFFIX = '.eml';
const SHOWN = 50;

export interface MailFile {
  id: string;
  subject: string;
  to: string;
  sentAt: Date;
  text: string;
  html: string;
}

export async function listMails(folder: string): Promise<MailFile[]> {
  const names = await readdir(folder).catch(() => []);
  const ids = names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
  const mails = await Promise.all(ids.map((id) => readMail(folder, id)));
  return mails
    .filter((mail) => mail !== null)
    .toSorted((one, other) => other.sentAt.getTime() - one.sentAt.getTime())
    .slice(0, SHOWN);
}

export async function readMail(folder: string, id: string): Promise<MailFile | null> {
  if (!ID.test(id)) return null;
  try {
    const path = join(folder, `${id}${SUFFIX}`);
    const [content, { mtime }] = await Promise.all([readFile(path), stat(path)]);
    const mail = await PostalMime.parse(content);
    const to = mail.to?.map(({ address }) => address ?? '').join(', ') ?? '';
    return {
      id,
      subject: mail.subject ?? '',
      to,
      sentAt: mtime,
      text: mail.text ?? '',
      html: mail.html ?? '',
    };
  } catch {
    return null;
  }
}

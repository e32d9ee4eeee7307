import { until } from '../support/until.js';
import type { Product } from '../support/use-product.js';

/** How the links of mails come to an end, for the account that they are about. */
const EXPIRE = `
  UPDATE mail_token SET expires_at = clock_timestamp() - interval '1 minute'
   WHERE user_id = (SELECT id FROM user_account WHERE email = $1)`;

/** The path and fragment of the link in the newest mail of this subject to the address, once it is in the mailbox. */
export async function linkInMail({ http }: Product, email: string, subject: string): Promise<string> {
  const entry = new RegExp(`href="(/mailbox/[^"]+)"><strong>${subject}</strong><span>${email}<`);
  let path = '';
  await until(`the mail "${subject}" to ${email}`, async () => {
    path = entry.exec((await http.get('/mailbox')).text)?.[1] ?? '';
    return path !== '';
  });
  const [, link] = /href="https?:\/\/[^/"]+(\/[^"]+#t=[\w-]+)"/.exec((await http.get(path)).text) ?? [];
  if (link === undefined) throw new Error(`no link in the mail "${subject}"`);
  return link;
}

/** The time of every link that was sent for the account is over. */
export async function expireLinks({ database }: Product, email: string): Promise<void> {
  await database.query(EXPIRE, [email]);
}

import PostalMime from 'postal-mime';
import type { ReceivedMail } from '../support/smtp.js';
import { until } from '../support/until.js';
import type { Product } from '../support/use-product.js';
import type { Visitor } from '../support/visitor.js';

/** How the links of mails come to an end, for the account that they are about. */
const EXPIRE = `
  UPDATE mail_token SET expires_at = clock_timestamp() - interval '1 minute'
   WHERE user_id = (SELECT id FROM user_account WHERE email = $1)`;

const LINK = /href="https?:\/\/[^/"]+(\/[^"]+#t=[\w-]+)"/;

/** The path and fragment of the link in the newest mail of this subject to the address, once it has come. */
export async function linkInMail({ http, smtp }: Product, email: string, subject: string): Promise<string> {
  const find = () =>
    smtp === null ? mailInMailbox(http, email, subject) : mailAmong(smtp.mails, email, subject);
  let mail: string | null = null;
  await until(`the mail "${subject}" to ${email}`, async () => {
    mail = await find();
    return mail !== null;
  });
  const [, link] = LINK.exec(mail ?? '') ?? [];
  if (link === undefined) throw new Error(`no link in the mail "${subject}"`);
  return link;
}

/** Follows the link of the mail as its reader does: from the page of the mailbox, if there is one. */
export async function followMail(
  visitor: Visitor,
  product: Product,
  email: string,
  subject: string,
): Promise<void> {
  const link = await linkInMail(product, email, subject);
  if (product.smtp !== null) return visitor.open(link);
  await visitor.open('/mailbox');
  const { page } = visitor;
  await page.getByRole('link').filter({ hasText: subject }).filter({ hasText: email }).first().click();
  await page.getByRole('link', { name: link.split('=')[0] ?? link }).click();
}

async function mailInMailbox(http: Product['http'], email: string, subject: string): Promise<string | null> {
  const entry = new RegExp(`href="(/mailbox/[^"]+)"><strong>${subject}</strong><span>${email}<`);
  const path = entry.exec((await http.get('/mailbox')).text)?.[1];
  return path === undefined ? null : (await http.get(path)).text;
}

async function mailAmong(
  mails: readonly ReceivedMail[],
  email: string,
  subject: string,
): Promise<string | null> {
  const own = mails.filter(({ recipients }) => recipients.includes(email)).toReversed();
  for (const { raw } of own) {
    const mail = await PostalMime.parse(raw);
    if (mail.subject === subject) return mail.html ?? null;
  }
  return null;
}

/** The time of every link that was sent for the account is over. */
export async function expireLinks({ database }: Product, email: string): Promise<void> {
  await database.query(EXPIRE, [email]);
}

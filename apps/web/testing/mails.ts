import { expect } from 'vitest';
import type { Website } from './website.js';

const EXPIRE = `
  UPDATE mail_token SET expires_at = clock_timestamp() - interval '1 minute'
   WHERE user_id = (SELECT id FROM user_account WHERE email = $1)`;

const LINK = /href="https?:\/\/[^/"]+(\/[^"]+#t=[\w-]+)"/;

/** Waits for a mail and returns path and fragment of its link. */
export async function linkInMail(website: Website, email: string, subject: string): Promise<string> {
  let html: string | null = null;
  await expect
    .poll(async () => (html = await website.findMail(email, subject)), { message: `${subject} to ${email}` })
    .not.toBeNull();
  const [, link] = LINK.exec(html ?? '') ?? [];
  if (link === undefined) throw new Error(`no link in the mail "${subject}"`);
  return link;
}

/** Expires every link that was mailed to the account. */
export async function expireLinks({ database }: Website, email: string): Promise<void> {
  await database.query(EXPIRE, [email]);
}

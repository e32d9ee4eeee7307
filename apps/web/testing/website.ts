import type { BrowserContextOptions } from 'playwright-core';
import type { HttpClient } from '../../core/testing/http-client.js';
import type { TestDatabase } from '../../../libs/database/testing/test-database.js';
import type { Visitor } from './visitor.js';

declare module 'vitest' {
  export interface ProvidedContext {
    website: { url: string; databaseUrl: string; logFile: string; mailboxCookie: string };
  }
}

/** Options of a visitor whose profile no other test has used, which takes longer. */
export const NEW_PROFILE: BrowserContextOptions = {};

/** Served web UI with its API and database. */
export interface Website {
  url: string;
  http: HttpClient;
  database: TestDatabase;
  /** Opens a browser profile without state, at `url` if it is given. Without options it may have a filled cache. */
  visitor(options?: BrowserContextOptions & { url?: string }): Promise<Visitor>;
  /** HTML of the newest mail with this subject, or null. */
  findMail(email: string, subject: string): Promise<string | null>;
}

/** Website that all browser specs of a run share. */
export interface SharedWebsite extends Website {
  /** Cookie of a browser that may see the mailbox. */
  mailboxCookie: string;
  /** Creates an end-to-end encrypted note without a browser, and returns its link. */
  sealedLink(
    text: string,
    options?: { password?: string; reusable?: boolean; slug?: string },
  ): Promise<string>;
}

/** Link to the mailbox that standalone printed last. */
export function mailboxLinkIn(lines: readonly string[]): string {
  const links = lines.flatMap((line) => /https?:\/\/\S+\/mailbox\?key=\S+/.exec(line)?.[0] ?? []);
  const link = links.at(-1);
  if (link === undefined) throw new Error('standalone printed no link to its mailbox');
  return link;
}

/** Redeems a link to the mailbox for a cookie. */
export async function openMailbox(link: string): Promise<string> {
  const { headers } = await fetch(link, { redirect: 'manual' });
  const [cookie = ''] = headers.get('set-cookie')?.split(';') ?? [];
  return cookie;
}

/** Finds a mail in the mailbox page of standalone. */
export async function findInMailbox(
  http: HttpClient,
  cookie: string,
  email: string,
  subject: string,
): Promise<string | null> {
  const entry = new RegExp(`href="(/mailbox/[^"]+)"><strong>${subject}</strong><span>${email}<`);
  const path = entry.exec((await http.get('/mailbox', { headers: { cookie } })).text)?.[1];
  return path === undefined ? null : (await http.get(path, { headers: { cookie } })).text;
}

import { Command } from 'commander';
import { ApiError, OnastyClient, parseNoteLink, type NoteReceipt } from '#libs/api-client';
import { linkArgument } from '../notes/link-argument.js';
import { receipts } from '../storage/receipts.js';
import { writeJson, writeLine } from '../terminal/output.js';
import { relativeTime } from '../text/times.js';
import { jsonOption } from './shared-options.js';

export function statusCommand(): Command {
  return new Command('status')
    .summary('show whether a note was read')
    .description('Show whether a note was read, without opening it.')
    .argument('[link]', 'link of the note; "-" or none: typed at a prompt, or read from the standard input')
    .addOption(jsonOption('print the state as JSON'))
    .action(status);
}

async function status(argument: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const link = await linkArgument(argument);
  const client = new OnastyClient({ server: parseNoteLink(link).server });
  const receipt = await receipts.find(link);
  const state =
    receipt === null ? await stateWithoutReceipt(client, link) : await client.receipt(link, receipt);
  await (json === true ? writeJson(state) : writeLine(describe(state)));
}

async function stateWithoutReceipt(client: OnastyClient, link: string): Promise<NoteReceipt> {
  try {
    const { expiresAt } = await client.find(link);
    return { state: 'unread', ...(expiresAt !== null && { expires_at: expiresAt.toISOString() }) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { code, details } = error;
    const time = (name: string) => (typeof details[name] === 'string' ? { [name]: details[name] } : {});
    if (code === 'note.already_read') return { state: 'read', ...time('read_at') };
    if (code === 'note.expired') return { state: 'expired', ...time('expires_at') };
    throw error;
  }
}

function describe(note: NoteReceipt): string {
  const { state, read_at: readAt, reads = 0, last_read_at: lastReadAt, expires_at: expiresAt } = note;
  const times = reads === 1 ? 'Read once' : `Read ${reads} times`;
  const texts: Record<NoteReceipt['state'], string> = {
    unread: `${reads > 0 ? `${times}, last${when(lastReadAt)}` : 'Not read yet'}.${expiresAt === undefined ? '' : ` It expires${when(expiresAt)}.`}`,
    read: `Read${when(readAt)}. It no longer exists.`,
    expired: `Expired${when(expiresAt)}${reads > 0 ? `. ${times}` : ' without being read'}.`,
    deleted: 'Deleted. The link opens nothing any more.',
  };
  return texts[state];
}

function when(time: string | undefined): string {
  return time === undefined ? '' : ` ${relativeTime(new Date(time))}`;
}

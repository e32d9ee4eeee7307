import { Command, Option } from 'commander';
import type { ListedNote, NoteFilter, OnastyClient } from '#libs/api-client';
import { chooseServer, withAccount } from '../notes/servers.js';
import { CliError } from '../problems/cli-error.js';
import { notify, writeJson, writeLine } from '../terminal/output.js';
import { visibleText } from '../text/visible-text.js';
import { jsonOption, serverOption } from './shared-options.js';

interface Options {
  state: NoteFilter;
  limit: string;
  server?: string;
  json?: boolean;
}

export function listCommand(): Command {
  return new Command('list')
    .summary('list the notes of your account')
    .description('List the notes of your account, newest first. Texts are sealed, so only links open them.')
    .addOption(
      new Option('--state <state>', 'notes to list').choices(['all', 'read', 'unread']).default('all'),
    )
    .option('-n, --limit <count>', 'most notes to list', '50')
    .addOption(serverOption())
    .addOption(jsonOption('print the notes as JSON'))
    .action(list);
}

async function list({ state, limit, server: option, json }: Options): Promise<void> {
  const count = /^[1-9]\d{0,5}$/.test(limit) ? Number(limit) : null;
  if (count === null) throw new CliError('usage', `"${limit}" isn't a number of notes.`);
  const server = await chooseServer(option);
  const notes = await withAccount(server, (client) => firstNotes(client, state, count));
  if (notes === null)
    throw new CliError('rejected', `You aren't signed in to ${server}. Run "onasty login" first.`);
  if (json === true) return writeJson(notes);
  if (notes.length === 0) notify('No notes yet.');
  for (const line of tableOf(notes)) await writeLine(line);
}

async function firstNotes(client: OnastyClient, state: NoteFilter, count: number): Promise<ListedNote[]> {
  const notes: ListedNote[] = [];
  for await (const note of client.notes(state)) {
    notes.push(note);
    if (notes.length === count) break;
  }
  return notes;
}

function tableOf(notes: readonly ListedNote[]): string[] {
  const rows = notes.map((note) => [
    stateOf(note),
    minute(note.created_at),
    note.slug,
    visibleText(note.label ?? ''),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function stateOf({ read_at: readAt, expires_at: expiresAt, reads = 0 }: ListedNote): string {
  if (readAt !== undefined) return `read ${minute(readAt)}`;
  if (expiresAt !== undefined && new Date(expiresAt) < new Date()) return `expired ${minute(expiresAt)}`;
  return reads > 0 ? `read ${reads} times` : 'unread';
}

/** `2026-11-30 21:45` in the time zone of this computer, which sorts as text. */
function minute(time: string): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' }).format(new Date(time));
}

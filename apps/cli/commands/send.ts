import { Command } from 'commander';
import { OnastyClient, type SendOptions, type SentNote } from '#libs/api-client';
import { chooseServer, withAccount } from '../notes/servers.js';
import { CliError, OutputClosedError } from '../problems/cli-error.js';
import { receipts } from '../storage/receipts.js';
import { readSecret, readText } from '../terminal/input.js';
import { notify, requireOutput, writeJson, writeLine } from '../terminal/output.js';
import { promptHidden } from '../terminal/prompt.js';
import { parseDuration } from '../text/times.js';
import { jsonOption, serverOption } from './shared-options.js';

interface Options {
  password?: boolean;
  passwordFile?: string;
  expires?: string;
  reusable?: boolean;
  link?: string;
  label?: string;
  notify?: boolean;
  anonymous?: boolean;
  server?: string;
  json?: boolean;
}

export function sendCommand(): Command {
  return new Command('send')
    .summary('send a note and print its link')
    .description(
      'Seal a note and print its link alone. The text comes from a file, a pipe or the keyboard. Only the link opens the note: the server gets neither the text nor the key.',
    )
    .argument('[file]', 'text to send; "-" or none: the standard input')
    .option('-p, --password', 'type a password that readers need in addition to the link')
    .option('--password-file <file>', 'take the password from a file')
    .option('-e, --expires <time>', 'lifetime: 15m, 24h, 7d, 2w or never; otherwise the server decides')
    .option('-r, --reusable', 'let the note be read until it expires instead of once')
    .option('-l, --link <name>', 'custom link, for example boat-house')
    .option('--label <text>', 'private name in the list of your notes')
    .option('--notify', 'email you when the note is read or expires unread; needs your account')
    .option('--anonymous', 'send it without your account')
    .addOption(serverOption())
    .addOption(jsonOption('print link, receipt and expiry as JSON'))
    .action(send);
}

async function send(file: string | undefined, options: Options): Promise<void> {
  requireOutput();
  const server = await chooseServer(options.server);
  const fields = fieldsOf(options);
  const password = await passwordFor(options);
  const sent = await deliver(server, await textFrom(file), { ...fields, password }, options);
  await receipts.add(sent.link, sent.receipt).catch(() => {
    notify("The receipt can't be stored, so this computer can't check or delete the note later.");
  });
  await printOrRemove(server, sent, options);
}

function fieldsOf({ expires, reusable, link, label, notify: isNoticeWanted }: Options): SendOptions {
  const fields = { reusable, slug: link, label, notify: isNoticeWanted };
  if (expires === undefined) return fields;
  if (expires === 'never') return { ...fields, expiresAt: null };
  const expiresIn = parseDuration(expires);
  if (expiresIn === null)
    throw new CliError('usage', `"${expires}" isn't a lifetime. Use 15m, 24h, 7d, 2w or never.`);
  return { ...fields, expiresIn };
}

async function passwordFor({ password, passwordFile }: Options): Promise<string> {
  if (passwordFile !== undefined) return required(await readSecret(passwordFile));
  if (password !== true) return '';
  const how = 'Without a terminal, give the password with --password-file.';
  const first = required(await promptHidden('Password for the note: ', how));
  if ((await promptHidden('The same password again: ', how)) === first) return first;
  throw new CliError('usage', "The passwords aren't the same. Nothing was sent.");
}

function required(password: string): string {
  if (password === '') throw new CliError('usage', 'The password is empty. Nothing was sent.');
  return password;
}

async function textFrom(file: string | undefined): Promise<string> {
  if (file === undefined && process.stdin.isTTY) notify('Write the note, then press Enter and Ctrl-D.');
  const text = await readText(file ?? '-');
  if (text === '') throw new CliError('usage', 'The note is empty. Nothing was sent.');
  return text;
}

const RETRY_MS = 15_000;
const onRetry = () => notify('Connection lost. Retrying…');

async function deliver(
  server: string,
  text: string,
  fields: SendOptions,
  { anonymous }: Options,
): Promise<SentNote> {
  const work = (client: OnastyClient) => client.send(text, { ...fields, onRetry, leaseMs: RETRY_MS });
  const sent = anonymous === true ? null : await withAccount(server, work);
  return sent ?? work(new OnastyClient({ server }));
}

/** Without its link, the note could never be opened. */
async function printOrRemove(server: string, sent: SentNote, { json }: Options): Promise<void> {
  const { link, slug, receipt, expiresAt } = sent;
  try {
    if (json === true) await writeJson({ link, slug, receipt, expires_at: expiresAt });
    else await writeLine(link);
  } catch (error) {
    if (!(error instanceof OutputClosedError)) throw error;
    await new OnastyClient({ server }).remove(link, receipt);
    await receipts.remove(link);
    notify('The link could not be printed, so the note was deleted.');
    throw error;
  }
}

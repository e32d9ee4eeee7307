import {
  ApiError,
  OnastyClient,
  parseNoteLink,
  type FoundNote,
  type OpenedText,
  type OpenOptions,
} from '#libs/api-client';
import { CliError } from '../problems/cli-error.js';
import { pendingReads } from '../storage/pending-reads.js';
import { readSecret } from '../terminal/input.js';
import { onInterrupt } from '../terminal/interrupts.js';
import { notify } from '../terminal/output.js';
import { confirm, isInteractive, promptHidden } from '../terminal/prompt.js';
import { relativeTime } from '../text/times.js';

export interface ReadOptions {
  yes?: boolean;
  passwordFile?: string;
}

export const AGAIN =
  'Run the same command again within a minute to get the note: it is reserved for this computer.';

/**
 * Opens a note and passes it to `deliver`. The server erases it only after that, and until then the same command gets it
 * again.
 */
export async function openNote<Result>(
  link: string,
  options: ReadOptions,
  deliver: (note: OpenedText) => Promise<Result>,
): Promise<Result> {
  const client = new OnastyClient({ server: parseNoteLink(link).server });
  const { open, hasPassword } =
    (await interruptedRead(client, link)) ?? (await confirmedRead(client, link, options));
  const note = await openWithPassword(open, hasPassword, options);
  const result = await deliver(note);
  await note.acknowledge({ leaseMs: 5_000 }).catch(() => undefined);
  await pendingReads.end(link);
  return result;
}

const onRetry = () => notify('Connection lost. Retrying… The note is reserved for you.');

/** Codes of a note that this computer may have opened. */
const OVER = new Set(['note.already_read', 'note.expired']);

interface StartedRead {
  open: (options: OpenOptions) => Promise<OpenedText>;
  hasPassword: boolean;
}

/** Returns null if no earlier command of this computer has opened the note. */
async function interruptedRead(client: OnastyClient, link: string): Promise<StartedRead | null> {
  const pending = await pendingReads.find(link);
  if (pending === null) return null;
  try {
    await client.find(link);
    return null;
  } catch (error) {
    if (!(error instanceof ApiError) || !OVER.has(error.code)) throw error;
  }
  const { readKey, hasPassword } = pending;
  return { hasPassword, open: (options) => client.reopen(link, { ...options, readKey }) };
}

async function confirmedRead(client: OnastyClient, link: string, { yes }: ReadOptions): Promise<StartedRead> {
  const note = await client.find(link);
  if (yes !== true && !note.reusable) await confirmReading(note);
  const { hasPassword } = note;
  return {
    hasPassword,
    open: async (options) => {
      const { readKey } = await pendingReads.begin(link, hasPassword);
      return note.open({ ...options, readKey });
    },
  };
}

async function confirmReading(note: FoundNote): Promise<void> {
  if (!isInteractive())
    throw new CliError('usage', 'Reading burns this note. Add --yes to read it. Nothing was opened.');
  const expiry = note.expiresAt === null ? '' : ` It expires ${relativeTime(note.expiresAt)}.`;
  notify(`You can read this note once. Then it's gone, for you and all others.${expiry}`);
  if (!(await confirm('Read it now?')))
    throw new CliError('usage', 'Nothing was opened. The note is still there.');
}

async function openWithPassword(
  open: StartedRead['open'],
  hasPassword: boolean,
  { passwordFile }: ReadOptions,
): Promise<OpenedText> {
  for (;;) {
    const password = hasPassword ? await passwordFrom(passwordFile) : undefined;
    const undo = onInterrupt(() => notify(`\n${AGAIN}`));
    try {
      return await open({ password, onRetry });
    } catch (error) {
      const isWrong = error instanceof ApiError && error.code === 'note.wrong_password';
      const triesLeft = isWrong ? Number(error.details['tries_left'] ?? 0) : 0;
      if (triesLeft === 0 || passwordFile !== undefined || !isInteractive()) throw error;
      notify(
        `That isn't the password. The note is still there; ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left.`,
      );
    } finally {
      undo();
    }
  }
}

async function passwordFrom(file: string | undefined): Promise<string> {
  if (file !== undefined) return readSecret(file);
  if (isInteractive()) return promptHidden('Password of the note: ', '');
  throw new CliError(
    'wrongPassword',
    'This note has a password. Give it with --password-file. Nothing was opened.',
  );
}

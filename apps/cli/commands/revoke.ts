import { Command } from 'commander';
import { OnastyClient, parseNoteLink } from '#libs/api-client';
import { linkArgument } from '../notes/link-argument.js';
import { withAccount } from '../notes/servers.js';
import { CliError } from '../problems/cli-error.js';
import { receipts } from '../storage/receipts.js';
import { notify, writeJson } from '../terminal/output.js';
import { confirm, isInteractive } from '../terminal/prompt.js';
import { jsonOption } from './shared-options.js';

interface Options {
  yes?: boolean;
  json?: boolean;
}

export function revokeCommand(): Command {
  return new Command('revoke')
    .summary('delete a note that you sent')
    .description(
      'Delete a note that was sent from this computer or from your account. Its link opens nothing from then on.',
    )
    .argument('[link]', 'link of the note; "-" or none: typed at a prompt, or read from the standard input')
    .option('-y, --yes', 'delete the note without a question')
    .addOption(jsonOption('print the result as JSON'))
    .action(revoke);
}

async function revoke(argument: string | undefined, { yes, json }: Options): Promise<void> {
  const link = await linkArgument(argument);
  const { server, slug } = parseNoteLink(link);
  const needsQuestion = yes !== true && isInteractive();
  if (needsQuestion && !(await confirm('Delete this note permanently?')))
    throw new CliError('usage', 'The note was not deleted.');
  const receipt = await receipts.find(link);
  if (receipt !== null) await new OnastyClient({ server }).remove(link, receipt);
  else await removeFromAccount(server, link);
  await receipts.remove(link);
  if (json === true) await writeJson({ slug, state: 'deleted' });
  else notify('Deleted. The link opens nothing any more.');
}

async function removeFromAccount(server: string, link: string): Promise<void> {
  const removed = await withAccount(server, async (client) => {
    await client.remove(link);
    return true;
  });
  if (removed === null)
    throw new CliError(
      'rejected',
      `Only its sender can delete the note. This computer didn't send it, and isn't signed in to ${server}.`,
    );
}

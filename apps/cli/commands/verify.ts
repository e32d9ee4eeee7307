import { Command } from 'commander';
import { verifyWebhook } from '#libs/api-client';
import { CliError } from '../problems/cli-error.js';
import { readSecret, readText } from '../terminal/input.js';
import { requireOutput, writeContent } from '../terminal/output.js';

interface Options {
  id: string;
  timestamp: string;
  signature: string;
  secretFile: string[];
  publicKey: string[];
  tolerance: string;
}

const collect = (value: string, earlier: string[]) => [...earlier, value];

export function verifyCommand(): Command {
  return new Command('verify')
    .summary('verify the request of a webhook')
    .description(
      'Verify the signature of a webhook after the Standard Webhooks specification and print its body. The body is read exactly as it was received.',
    )
    .argument('[file]', 'body of the request; "-" or none: the standard input')
    .requiredOption('--id <id>', 'header webhook-id')
    .requiredOption('--timestamp <seconds>', 'header webhook-timestamp')
    .requiredOption('--signature <signatures>', 'header webhook-signature')
    .option('--secret-file <file>', 'file with a whsec_ secret; may be repeated', collect, [])
    .option('--public-key <key>', 'whpk_ public key; may be repeated', collect, [])
    .option('--tolerance <seconds>', 'greatest distance from the clock of this computer', '300')
    .action(verify);
}

async function verify(file: string | undefined, options: Options): Promise<void> {
  requireOutput();
  const { id, timestamp, signature, secretFile, publicKey, tolerance } = options;
  if (!/^\d{1,9}$/.test(tolerance)) throw new CliError('usage', `"${tolerance}" isn't a number of seconds.`);
  const secrets = await Promise.all(secretFile.map(readSecret));
  const keys = [...secrets, ...publicKey];
  if (keys.length === 0) throw new CliError('usage', 'Give the key with --secret-file or --public-key.');
  const body = await readText(file ?? '-');
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  await verifyWebhook(body, headers, keys, { toleranceSeconds: Number(tolerance) });
  await writeContent(body);
}

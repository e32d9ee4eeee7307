import { Command } from 'commander';
import { AccountsClient, ApiError, OnastyClient } from '#libs/api-client';
import { originOf } from '../notes/servers.js';
import { CliError } from '../problems/cli-error.js';
import { credentials, type Credential } from '../storage/credentials.js';
import { readText } from '../terminal/input.js';
import { notify, writeJson } from '../terminal/output.js';
import { prompt, promptHidden } from '../terminal/prompt.js';
import { jsonOption, serverOption } from './shared-options.js';

interface Options {
  server?: string;
  email?: string;
  json?: boolean;
}

export function loginCommand(): Command {
  return new Command('login')
    .summary('sign in to a server')
    .description(
      'Sign in with an API key, or with the email address and password of an account. The secret is typed at a prompt, or read from the standard input. What this computer keeps is in a file that only you can read.',
    )
    .option('--email <address>', 'sign in with the password of this account instead of an API key')
    .addOption(serverOption())
    .addOption(jsonOption('print the server as JSON'))
    .action(login);
}

async function login({ server: option, email, json }: Options): Promise<void> {
  const server = originOf(option || (await prompt('Server: ', 'Name your Onasty server with --server.')));
  const credential = email === undefined ? await withApiKey(server) : await withPassword(server, email);
  await credentials.add(server, credential);
  if (json === true) await writeJson({ server, kind: credential.kind });
  else notify(`You're signed in to ${server}.`);
}

async function withApiKey(server: string): Promise<Credential> {
  const token = await secret('API key: ');
  try {
    await new OnastyClient({ server, token }).notesPage('all', { limit: 1 });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'api_key.scope') throw rejected(error);
  }
  return { kind: 'api_key', token };
}

async function withPassword(server: string, email: string): Promise<Credential> {
  const password = await secret('Password: ');
  const tokens = await new AccountsClient({ baseUrl: server }).signIn(email, password);
  return { kind: 'session', email, token: tokens.access_token, refreshToken: tokens.refresh_token };
}

async function secret(question: string): Promise<string> {
  const text = process.stdin.isTTY ? await promptHidden(question, '') : await readText('-');
  if (text.trim() === '') throw new CliError('usage', 'Nothing was entered, so you are not signed in.');
  return text.replace(/\r?\n$/, '');
}

function rejected(error: unknown): unknown {
  const isUnknown = error instanceof ApiError && error.code === 'auth.unauthorized';
  return isUnknown ? new CliError('rejected', "This API key isn't valid on the server.", error.code) : error;
}

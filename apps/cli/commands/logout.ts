import { Command } from 'commander';
import { AccountsClient } from '#libs/api-client';
import { chooseServer } from '../notes/servers.js';
import { credentials, type Credential } from '../storage/credentials.js';
import { notify } from '../terminal/output.js';
import { serverOption } from './shared-options.js';

export function logoutCommand(): Command {
  return new Command('logout')
    .summary('sign out of a server')
    .description(
      'Remove the credential from this computer and end its session. An API key stays valid elsewhere: revoke it on the account page.',
    )
    .addOption(serverOption())
    .action(logout);
}

async function logout({ server: option }: { server?: string }): Promise<void> {
  const server = await chooseServer(option);
  const credential = await credentials.find(server);
  await credentials.remove(server);
  if (credential === null) return notify(`You weren't signed in to ${server}.`);
  const ended = credential.kind === 'api_key' || (await endSession(server, credential));
  notify(
    ended
      ? `You're signed out of ${server}.`
      : `This computer is signed out, but ${server} could not be reached: end the session on the account page.`,
  );
}

async function endSession(
  server: string,
  session: Extract<Credential, { kind: 'session' }>,
): Promise<boolean> {
  const accounts = new AccountsClient({ baseUrl: server });
  try {
    const { access_token: token } = await accounts.refresh(session.refreshToken);
    await accounts.logOut(token);
    return true;
  } catch {
    return false;
  }
}

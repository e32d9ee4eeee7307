import { Command } from 'commander';
import { completionCommand } from './commands/completion.js';
import { listCommand } from './commands/list.js';
import { loginCommand } from './commands/login.js';
import { logoutCommand } from './commands/logout.js';
import { readCommand } from './commands/read.js';
import { revokeCommand } from './commands/revoke.js';
import { runCommand } from './commands/run.js';
import { sendCommand } from './commands/send.js';
import { statusCommand } from './commands/status.js';
import { verifyCommand } from './commands/verify.js';
import { EXIT_CODES } from './help/exit-codes.js';

export function createProgram(version: string, isQuiet = false): Command {
  const program = new Command('onasty')
    .description('share notes that can be read once, sealed end to end')
    .version(version)
    .exitOverride()
    .configureOutput(isQuiet ? { outputError: () => undefined } : {})
    .addHelpText(
      'after',
      `\nExit codes:\n${EXIT_CODES.map(([code, meaning]) => `  ${code.padEnd(15)}${meaning}`).join('\n')}`,
    );
  const commands = [
    sendCommand(),
    readCommand(),
    runCommand(),
    statusCommand(),
    revokeCommand(),
    listCommand(),
    loginCommand(),
    logoutCommand(),
    verifyCommand(),
    completionCommand(),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program;
}

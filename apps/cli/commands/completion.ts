import { Argument, Command } from 'commander';
import { COMPLETIONS, type Shell } from '../help/completions.js';
import { writeOutput } from '../terminal/output.js';

export function completionCommand(): Command {
  return new Command('completion')
    .summary('print completions for a shell')
    .description('Print the completions for a shell, for example: source <(onasty completion bash)')
    .addArgument(new Argument('<shell>', 'shell').choices(Object.keys(COMPLETIONS)))
    .action(async (shell: Shell, _options: object, command: Command) => {
      await writeOutput(COMPLETIONS[shell](command.parent ?? command));
    });
}

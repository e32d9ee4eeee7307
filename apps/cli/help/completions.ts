import type { Command } from 'commander';
import { commandsOf, type CommandHelp } from './command-tree.js';

export const COMPLETIONS = { bash, zsh, fish } as const;

export type Shell = keyof typeof COMPLETIONS;

const flagsOf = ({ options }: CommandHelp) => [...options.flatMap(({ flags }) => flags), '--help'];
const names = (commands: readonly CommandHelp[]) => commands.map(({ name }) => name).join(' ');
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

function bash(program: Command): string {
  const commands = commandsOf(program);
  return `_onasty() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=''
  if ((COMP_CWORD == 1)); then
    words='${names(commands)} --help --version'
  elif [[ $word == -* ]]; then
    case \${COMP_WORDS[1]} in
${commands.map((command) => `      ${command.name}) words='${flagsOf(command).join(' ')}' ;;`).join('\n')}
    esac
  elif [[ \${COMP_WORDS[1]} == completion ]]; then
    words='${Object.keys(COMPLETIONS).join(' ')}'
  fi
  # The bash of macOS has no mapfile.
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _onasty onasty
`;
}

function zsh(program: Command): string {
  const commands = commandsOf(program);
  return `#compdef onasty
_onasty() {
  local -a commands options
  commands=(
${commands.map(zshCommand).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  case $words[2] in
${commands.map((command) => `    ${command.name}) options=(${command.options.flatMap(zshOption).join(' ')}) ;;`).join('\n')}
  esac
  if [[ $words[CURRENT] == -* ]]; then
    _describe option options
  elif [[ $words[2] == completion ]]; then
    compadd ${Object.keys(COMPLETIONS).join(' ')}
  else
    _files
  fi
}
if [[ $funcstack[1] == _onasty ]]; then _onasty "$@"; else compdef _onasty onasty; fi
`;
}

function fish(program: Command): string {
  return commandsOf(program)
    .flatMap(({ name, summary, options }) => [
      `complete -c onasty -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
      ...options.map((each) => fishOption(name, each)),
    ])
    .concat(
      `complete -c onasty -n '__fish_seen_subcommand_from completion' -f -a '${Object.keys(COMPLETIONS).join(' ')}'`,
      '',
    )
    .join('\n');
}

const zshCommand = ({ name, summary }: CommandHelp) => `    ${quoted(`${name}:${summary}`)}`;

const zshOption = ({ flags, description }: CommandHelp['options'][number]) =>
  flags.map((flag) => quoted(`${flag}:${description.replaceAll(':', String.raw`\:`)}`));

const fishOption = (name: string, { flags, parameter, description }: CommandHelp['options'][number]) => {
  const forms = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const value = parameter === '' ? '' : ' -r';
  return `complete -c onasty -n '__fish_seen_subcommand_from ${name}' ${forms.join(' ')}${value} -d ${quoted(description)}`;
};

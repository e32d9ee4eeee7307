import { defaultOf, variables, type ProcessName, type Variable } from '#libs/config';

const HEAD = `# Configuration

Onasty is configured by environment variables; standalone also reads them from a file \`.env\` in its working folder. With a
missing or invalid value a program lists every problem, opens nothing and exits with 1.

A variable marked _secret_ is also read from the file that \`<NAME>_FILE\` names. Durations are written \`30s\`, \`15m\`,
\`24h\`, \`7d\`. An empty variable counts as unset.

Connections to other machines are encrypted, with a verified certificate, unless PRIVATE_NETWORK is set.
\`NODE_EXTRA_CA_CERTS\` of Node.js names a file with further authorities, for PostgreSQL, Redis, NATS, SMTP and sign-in
providers alike. It belongs into the environment of the process, since a file \`.env\` is read too late for it.

This page is generated from libs/config/variables.ts by \`npm run docs:gen\`.

| Variable | Default | Description |
| --- | --- | --- |
`;

/** Text of docs/configuration.md, from the table of variables. */
export function configurationPage(): string {
  const rows = Object.entries<Variable>(variables).map(([name, variable]) => row(name, variable));
  return `${HEAD}${rows.join('\n')}\n`;
}

function row(name: string, variable: Variable): string {
  const secret = variable.secret ? ' _Secret._' : '';
  return `| \`${name}\` | ${defaults(variable)} | ${variable.description.replaceAll('|', '\\|')}${secret} |`;
}

function defaults(variable: Variable): string {
  const standalone = defaultText(variable, 'standalone');
  const core = defaultText(variable, 'core');
  return standalone === core ? core : `standalone: ${standalone}, core: ${core}`;
}

function defaultText(variable: Variable, processName: ProcessName): string {
  if (variable.requiredBy?.includes(processName))
    return processName === 'standalone' ? 'generated' : '**required**';
  const text = defaultOf(variable, processName);
  return text === undefined || text === '' ? 'none' : `\`${text}\``;
}

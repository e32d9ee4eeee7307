import { defaultOf, variables } from '../../dist/libs/config/index.js';

const HEAD = `# Configuration

Onasty is configured by environment variables; standalone also reads them from a file \`.env\` in the folder it is
started in. A start with a missing or wrong value names every fault at once and opens nothing.

A variable marked _secret_ is also read from the file that \`<NAME>_FILE\` names. Durations are written \`30s\`, \`15m\`,
\`24h\`, \`7d\`. An empty variable counts as unset.

This page is generated from libs/config/variables.ts by \`npm run docs:gen\`.

| Variable | Unset | What it does |
| --- | --- | --- |
`;

/** docs/configuration.md, from the table of variables. */
export function configurationPage() {
  const rows = Object.entries(variables).map(([name, variable]) => row(name, variable));
  return `${HEAD}${rows.join('\n')}\n`;
}

function row(name, variable) {
  const secret = variable.secret ? ' _Secret._' : '';
  return `| \`${name}\` | ${unset(variable)} | ${variable.description.replaceAll('|', '\\|')}${secret} |`;
}

function unset(variable) {
  const [standalone, core] = ['standalone', 'core'].map((processName) => wordFor(variable, processName));
  return standalone === core ? core : `standalone: ${standalone}, core: ${core}`;
}

function wordFor(variable, processName) {
  if (variable.requiredBy?.includes(processName))
    return processName === 'standalone' ? 'generated' : '**required**';
  const text = defaultOf(variable, processName);
  return text === undefined || text === '' ? 'none' : `\`${text}\``;
}

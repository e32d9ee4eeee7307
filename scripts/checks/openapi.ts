import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectral from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';

/** Checks docs/openapi.json by two sets of rules, so that clients and generators can rely on it. */
const DOCUMENT = 'docs/openapi.json';
const source = readFileSync(DOCUMENT, 'utf8');

for (const problem of [...(await redoclyProblems()), ...(await spectralProblems())]) {
  process.stdout.write(`${DOCUMENT}: ${problem}\n`);
  process.exitCode = 1;
}

async function redoclyProblems(): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source, absoluteRef: DOCUMENT, config });
  return problems.map(
    ({ ruleId, message, location }) => `${location[0]?.pointer ?? ''}: ${message} (${ruleId})`,
  );
}

async function spectralProblems(): Promise<string[]> {
  const linter = new spectral.Spectral();
  linter.setRuleset({ ...rulesets.oas, extends: [] });
  const problems = await linter.run(source);
  return problems.map(({ code, message, path }) => `#/${path.join('/')}: ${message} (Spectral: ${code})`);
}

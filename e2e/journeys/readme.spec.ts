import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { useCore } from '../support/world.js';

const shell = promisify(execFile);

/** The lines of the README's code blocks that start so. */
async function commandsOf(program: string): Promise<string[]> {
  const readme = await readFile('README.md', 'utf8');
  const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith(`${program} `));
}

describe('the README', () => {
  const world = useCore();

  it('has a curl example that works as it is written, but for the address of this test', async () => {
    const commands = (await commandsOf('curl')).map((line) =>
      line.replaceAll('http://localhost:3000', world().core.address),
    );
    expect(commands).toHaveLength(2);
    const answers: unknown[] = [];
    for (const command of commands) {
      const { stdout } = await shell('bash', ['-c', command]);
      answers.push(JSON.parse(stdout));
    }
    expect(answers).toEqual([
      { slug: 'for-ada', receipt: expect.stringMatching(/^[\w-]{43}$/) },
      expect.objectContaining({ slug: 'for-ada', content: 'the code is 4711' }),
    ]);
  });

  it('names only npm scripts that are there', async () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      await readFile('package.json', 'utf8'),
    );
    const commands = await commandsOf('npm');
    expect(commands).not.toHaveLength(0);
    for (const command of commands) {
      const [, script = ''] = /^npm (?:run )?([\w:]+)/.exec(command) ?? [];
      expect(scripts).toHaveProperty([script]);
    }
  });
});

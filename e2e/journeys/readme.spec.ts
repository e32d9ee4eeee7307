import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';
import { ProductProcess } from '../support/process.js';
import { temporaryFolder } from '../support/programs/standalone.js';
import { until } from '../support/until.js';
import { useCommands } from '../support/use-commands.js';

const shell = promisify(execFile);

describe('the commands of the README', () => {
  const commands = useCommands('README.md', { except: 'Install it' });
  let deployment: RunningDeployment;

  beforeAll(async () => {
    deployment = await new TestDeployment().onClonedDatabase().start();
  });
  afterAll(() => deployment.stop());

  it('create and read a note with curl', async () => {
    const responses = await commands.run(/^curl /, async (command) => {
      const here = command.replaceAll('http://localhost:3000', deployment.address);
      const response: unknown = JSON.parse((await shell('bash', ['-c', here])).stdout);
      return response;
    });
    expect(responses).toEqual([
      expect.objectContaining({ slug: 'for-ada', receipt: expect.stringMatching(/^[\w-]{43}$/) }),
      expect.objectContaining({ slug: 'for-ada', content: 'the code is 4711' }),
    ]);
  });

  it('start the product in one process, which shuts down cleanly on SIGTERM', async () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      await readFile('package.json', 'utf8'),
    );
    expect(scripts['start']).toBe('node scripts/bootstrap.mjs start');
    const folder = await temporaryFolder();
    await commands.run(/^npm start$/, async () => {
      const product = await ProductProcess.start('scripts/bootstrap.mjs', {
        DATA_DIR: join(folder.path, 'data'),
        HTTP_PORT: '0',
      });
      await until('the product is ready', () => product.lines.some((line) => line.includes('Onasty is at ')));
      await product.end('SIGTERM');
      expect(product.exitCode).toBe(0);
    });
    await folder.remove();
  });
});

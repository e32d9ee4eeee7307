import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/create-test-app.js';
import { at } from '../testing/test-actions.js';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
const app = await createTestApp();
const built = await createTestApp({ environment: { APP_COMMIT: COMMIT } });
afterAll(() => built.close());
afterAll(() => app.close());

describe('instance', () => {
  it('shows its version, and its commit if known', async () => {
    const { body } = await app.http.get(at('/instance'));
    expect(body).toMatchObject({ version });
    expect(body).not.toHaveProperty('commit');
    expect((await built.http.get(at('/instance'))).body).toMatchObject({ version, commit: COMMIT });
  });
});

import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/create-test-app.js';

const FRONTEND_URL = 'https://notes.example.org';
const NOW = Date.parse('2026-12-01T00:00:00Z');
const app = await createTestApp({
  environment: { FRONTEND_URL, SECURITY_CONTACT: 'security@example.org' },
  clock: () => NOW,
});
const silent = await createTestApp();
afterAll(() => silent.close());
afterAll(() => app.close());

describe('well-known addresses', () => {
  it('redirect password managers to the account page', async () => {
    const { status, headers } = await app.http.get('/.well-known/change-password');
    expect([status, headers.location]).toEqual([302, `${FRONTEND_URL}/account`]);
  });

  it('name the contact of the operator for reports of vulnerabilities', async () => {
    const { status, headers, text } = await app.http.get('/.well-known/security.txt');
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(text.split('\n')).toEqual([
      'Contact: mailto:security@example.org',
      'Expires: 2027-05-30T00:00:00.000Z',
      'Preferred-Languages: en',
      `Canonical: ${FRONTEND_URL}/.well-known/security.txt`,
      '',
    ]);
  });

  it.each(['/.well-known/security.txt', '/.well-known/resource-that-should-not-exist'])(
    'report %s as unknown without a contact',
    async (path) => {
      expect(await silent.http.get(path)).toMatchObject({ status: 404, code: 'route.not_found' });
    },
  );
});

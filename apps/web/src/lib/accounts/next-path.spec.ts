import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../testing/storage.js';
import { keepNextPath, nextPathOf, signInPath, takeNextPath } from './next-path.js';

describe('where signing in leads', () => {
  it.each(['/', '/notes', '/account', '/about'])('may be %s', (path) => {
    expect(nextPathOf(`?next=${encodeURIComponent(path)}`)).toBe(path);
    expect(nextPathOf(signInPath(path).slice('/sign-in'.length))).toBe(path);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/notes/../sign-in',
    '/notes?delete=1',
    '/account#t=x',
    ' /notes',
    '/Notes',
    '/api/v1/oauth/github',
    'notes',
    '',
  ])('is never %j', (path) => {
    expect(nextPathOf(`?next=${encodeURIComponent(path)}`)).toBe('/notes');
    expect(signInPath(path)).toBe('/sign-in');
  });

  it('is the list of notes when nothing is wished, and the first wish when there are two', () => {
    expect(nextPathOf('')).toBe('/notes');
    expect(nextPathOf('?next=/account&next=//evil.example')).toBe('/account');
  });
});

describe('where signing in by another service leads', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('is where it was asked for from, once', () => {
    vi.stubGlobal('sessionStorage', memoryStorage());
    keepNextPath('?next=/account');
    expect([takeNextPath(), takeNextPath()]).toEqual(['/account', '/notes']);
  });

  it('is nowhere else, whoever wrote into the storage', () => {
    const storage = memoryStorage();
    vi.stubGlobal('sessionStorage', storage);
    storage.setItem('next', '//evil.example');
    expect(takeNextPath()).toBe('/notes');
  });

  it('is the list of notes where storage is blocked', () => {
    keepNextPath('?next=/account');
    expect(takeNextPath()).toBe('/notes');
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../../testing/unit/memory-storage.js';
import { saveNextPath, nextPathOf, signInPath, takeNextPath } from './next-path.js';

describe('nextPathOf', () => {
  it.each(['/', '/notes', '/account', '/about'])('allows %s', (path) => {
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
  ])('rejects %j', (path) => {
    expect(nextPathOf(`?next=${encodeURIComponent(path)}`)).toBe('/notes');
    expect(signInPath(path)).toBe('/sign-in');
  });

  it('defaults to the list of notes and takes the first of two values', () => {
    expect(nextPathOf('')).toBe('/notes');
    expect(nextPathOf('?next=/account&next=//evil.example')).toBe('/account');
  });
});

describe('path saved during OAuth sign-in', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('is returned once', () => {
    vi.stubGlobal('sessionStorage', memoryStorage());
    saveNextPath('?next=/account');
    expect([takeNextPath(), takeNextPath()]).toEqual(['/account', '/notes']);
  });

  it('is checked again, whatever the storage contains', () => {
    const storage = memoryStorage();
    vi.stubGlobal('sessionStorage', storage);
    storage.setItem('next', '//evil.example');
    expect(takeNextPath()).toBe('/notes');
  });

  it('is the list of notes if storage is blocked', () => {
    saveNextPath('?next=/account');
    expect(takeNextPath()).toBe('/notes');
  });
});

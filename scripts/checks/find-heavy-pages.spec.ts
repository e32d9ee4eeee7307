import { describe, expect, it } from 'vitest';
import { findHeavyPages } from './find-heavy-pages.js';

const budgets = [
  { page: 'index.html', files: 3, bytes: 300 },
  { page: '*', files: 4, bytes: 400 },
];
const html = (...paths: string[]) =>
  paths.map((path) => `<link href="${path}"><script src="${path}"></script>`).join('');
const heavyPages = (name: string, bytes: number, ...paths: string[]) =>
  findHeavyPages([{ name, html: html(...paths) }], () => bytes, budgets);

describe('findHeavyPages', () => {
  it('accepts a page within its budget, whose files count once', () => {
    expect(heavyPages('index.html', 100, '/_app/a.js', '/_app/b.css', '/favicon.ico')).toEqual([]);
  });

  it('reports too many files', () => {
    expect(heavyPages('index.html', 1, '/_app/a.js', '/_app/b.js', '/_app/c.js')).toEqual([
      'index.html: 4 files of 4 bytes (at most 3 of 300)',
    ]);
  });

  it('reports too many bytes', () => {
    expect(heavyPages('index.html', 101, '/_app/a.js', '/_app/b.js')).toEqual([
      'index.html: 3 files of 303 bytes (at most 3 of 300)',
    ]);
  });

  it('has a budget for all other pages', () => {
    expect(heavyPages('about.html', 100, '/_app/a.js', '/_app/b.js', '/_app/c.js')).toEqual([]);
    expect(heavyPages('about.html', 101, '/_app/a.js', '/_app/b.js', '/_app/c.js')).toHaveLength(1);
  });
});

import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';

/** A line of the table: what goes wrong, and where it is proven. */
const LINE = /^\| .+ \| (.+?) +\|$/;
/** At the beginning of each place: `api/races`, `libs/redis`, `api/oauth-*`. */
const PATH = /^[\w./-]+/;

describe('the list of where each fault is proven', () => {
  let readme: string;
  /** Tests and matrices, from the root. */
  let proofs: string[];

  beforeAll(async () => {
    readme = await readFile('e2e/faults/README.md', 'utf8');
    const found = await Promise.all(
      ['apps', 'libs', 'e2e'].map(async (root) =>
        (await readdir(root, { recursive: true })).map((file) => `${root}/${file}`),
      ),
    );
    proofs = found.flat().filter((file) => /\.spec\.ts$|\/matrix\/|-storm\/|\/timing\//.test(file));
  });

  it('names tests that are there', () => {
    const places = readme.split('\n').flatMap((line) => LINE.exec(line)?.[1]?.split('; ') ?? []);
    const paths = places.filter((place) => !/^-+$|^Where/.test(place)).map((place) => PATH.exec(place)?.[0]);
    expect(paths.length).toBeGreaterThan(30);
    const missing = paths.filter(
      (path) =>
        !['', 'e2e/', 'e2e/faults/'].some((from) => proofs.some((file) => file.startsWith(`${from}${path}`))),
    );
    expect(missing).toEqual([]);
  });

  it('leaves out no kind of fault of the matrix', async () => {
    const kinds = (await readdir('e2e/faults/matrix')).map((file) => file.replace('.ts', ''));
    expect(kinds.filter((kind) => !readme.includes(`matrix/${kind}`))).toEqual([]);
  });
});

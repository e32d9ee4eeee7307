import { describe, expect, it } from 'vitest';
import { readSyntax } from './syntax.js';

describe('readSyntax', () => {
  it('counts lines that hold only a comment', () => {
    const text = [
      '/** One',
      ' * two */',
      'const a = 1; // behind code',
      '',
      '// three',
      "const b = '// a string';",
      'const c = `// a template ${/* within */ a}`;',
      'call(() => {',
      '  // four',
      '});',
    ];
    expect(readSyntax('a.ts', text.join('\n'))).toMatchObject({ commentLines: 4, nonBlankLines: 9 });
  });

  it('counts comments in the script, markup and styles of a component', () => {
    const text = [
      '<script lang="ts">',
      '  // one',
      '  let name = $state("https://example.com");',
      '</script>',
      '<!-- two',
      '     three -->',
      '{#if name}<p>{name} // text</p>{/if}',
      '<style>',
      '  /* four */',
      '  p { color: red; }',
      '</style>',
    ];
    expect(readSyntax('A.svelte', text.join('\n'))).toMatchObject({ commentLines: 4, nonBlankLines: 11 });
  });

  it('measures functions and constructors', () => {
    const text = 'class A {\n  constructor(a: string, b: string) {}\n}\nfunction f() {\n  return 1;\n}\n';
    expect(readSyntax('a.ts', text)).toMatchObject({
      constructorParameters: 2,
      functions: [
        { name: '(anonymous)', lines: 1 },
        { name: 'f', lines: 3 },
      ],
    });
  });
});

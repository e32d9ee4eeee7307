import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

interface PackageFiles {
  /** End of the path of the module that reads them. */
  module: string;
  /** Code that finds them in their package, and that finds them beside the bundle. */
  code: string | RegExp;
  bundledCode: string;
  /** Paths in node_modules, by their names beside the bundle. */
  files: Readonly<Record<string, string>>;
}

const SCHEMA_ENGINE = '@prisma/schema-engine-wasm/schema_engine_bg';
/** Provides the folder of the bundle to CommonJS modules, which cannot contain `import.meta`. */
const BUNDLE_FOLDER = 'bundle-folder';

const PACKAGE_FILES: readonly PackageFiles[] = [
  {
    module: 'node_modules/argon2/argon2.cjs',
    code: '__dirname',
    bundledCode: `require('${BUNDLE_FOLDER}').folder`,
    files: { prebuilds: 'argon2/prebuilds' },
  },
  {
    module: 'libs/database/migrations/schema-engine.js',
    code: `createRequire(import.meta.url).resolve('${SCHEMA_ENGINE}')`,
    bundledCode: '`${import.meta.dirname}/schema_engine_bg.js`',
    files: { 'schema_engine_bg.wasm': `${SCHEMA_ENGINE}.wasm` },
  },
  {
    module: '@prisma/client/runtime/query_compiler_fast_bg.postgresql.wasm-base64.mjs',
    code: /^const wasm = "[^"]+";/,
    bundledCode:
      'import { readFileSync } from "node:fs"; const wasm = readFileSync(`${import.meta.dirname}/query_compiler_bg.wasm`);',
    files: { 'query_compiler_bg.wasm': 'prisma/build/query_compiler_fast_bg.postgresql.wasm' },
  },
  {
    module: 'apps/core/openapi/serve-api-docs.js',
    code: "dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))",
    bundledCode: 'import.meta.dirname',
    files: {
      'swagger-ui.css': 'swagger-ui-dist/swagger-ui.css',
      'swagger-ui-bundle.js': 'swagger-ui-dist/swagger-ui-bundle.js',
    },
  },
];

/** Copies the files that bundled packages read, so that a program needs no node_modules. */
export function packageFiles(folder: string): Plugin {
  return {
    name: 'package-files',
    resolveId: (name) => (name === BUNDLE_FOLDER ? name : null),
    load: (name) => (name === BUNDLE_FOLDER ? 'export const folder = import.meta.dirname;' : null),
    transform(source, path) {
      const found = findFiles(path);
      if (found === undefined) return null;
      const code = source.replace(found.code, () => found.bundledCode);
      if (code === source) throw new Error(`${path} no longer contains ${found.code}`);
      return { code, map: null };
    },
    async generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? output.moduleIds : [],
      );
      for (const [name, from] of modules.flatMap((path) => Object.entries(findFiles(path)?.files ?? {}))) {
        await cp(join('node_modules', from), join(folder, name), { recursive: true });
      }
    },
  };
}

function findFiles(path: string): PackageFiles | undefined {
  return PACKAGE_FILES.find(({ module }) => path.endsWith(module));
}

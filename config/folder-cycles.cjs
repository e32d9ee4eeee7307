const { options } = require('../.dependency-cruiser.cjs');

/** Cycles between folders of product code; a spec or test support may import anything beside its folder. */
module.exports = {
  forbidden: [
    {
      name: 'no-folder-cycle',
      comment: 'Folders that import each other are one unit in two places.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    ...options,
    exclude: { path: [...options.exclude.path, '\\.spec\\.ts$', '-suite\\.ts$', '/testing/', '^e2e/'] },
  },
};

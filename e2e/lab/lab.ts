import { buildChanged } from '../../scripts/tasks/build-changed.js';
import { installSystemPackages } from '../../scripts/tasks/system-packages.js';

/** Tool of `npm run lab -- <tool> [variant] [options]`; README.md describes each. */
interface Tool {
  needsProduct: boolean;
  /** Programs by variant, the default first. An import runs the program. */
  variants: Record<string, () => Promise<unknown>>;
}

const TOOLS: Record<string, Tool> = {
  faults: {
    needsProduct: true,
    variants: {
      matrix: () => import('./faults/faults-run.js'),
      standalone: () => import('./faults/standalone/standalone-run.js'),
    },
  },
  bench: {
    needsProduct: true,
    variants: {
      core: () => import('./bench/bench.js'),
      cluster: () => import('./bench/cluster/cluster-bench.js'),
      crowd: () => import('./bench/crowd/crowd-bench.js'),
      observability: () => import('./bench/observability/observability-bench.js'),
    },
  },
  paste: { needsProduct: true, variants: { form: () => import('./paste/paste-bench.js') } },
  pages: { needsProduct: true, variants: { first: () => import('./pages/page-bench.js') } },
  timing: { needsProduct: true, variants: { accounts: () => import('./timing/timing.js') } },
  memory: { needsProduct: true, variants: { small: () => import('./memory/memory.js') } },
  alerts: { needsProduct: true, variants: { all: () => import('./alerts/alerts-run.js') } },
  dashboards: { needsProduct: true, variants: { draw: () => import('./dashboards/draw-dashboards.js') } },
  scaling: { needsProduct: false, variants: { simulate: () => import('./scaling/simulate.js') } },
};

const [, , toolName = '', variantName = ''] = process.argv;
const tool = TOOLS[toolName];
if (tool === undefined) {
  process.stderr.write(`usage: npm run lab -- ${Object.keys(TOOLS).join('|')} [options]\n`);
  process.exit(2);
}
if (tool.needsProduct) {
  await installSystemPackages();
  await buildChanged();
}
const named = tool.variants[variantName];
process.argv.splice(2, named === undefined ? 1 : 2);
await (named ?? Object.values(tool.variants)[0])?.();

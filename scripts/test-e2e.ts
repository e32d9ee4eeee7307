import { copyFileSync } from 'node:fs';
import { areGoToolsInstalled, hasGo, installGoTools } from './tasks/go-tools.js';
import { runVitest } from './tasks/run-vitest.js';
import { installSystemPackages } from './tasks/system-packages.js';

/**
 * `npm run test:e2e -- [variant] [path…]`: the black-box tests, those in `path` if given. Variants: `deployment` runs them
 * on two cores and a mailer behind Caddy, `standalone` on standalone, `firefox` runs the main journeys in Firefox, `slow`
 * runs *.slow.spec.ts, `chart` tests the Helm chart, `images` builds and runs every container image, and `pictures`
 * photographs the pages of apps/web.
 */
const PICTURES = 'e2e/.output/screenshots';
const [variant = '', ...rest] = process.argv.slice(2);

const PACKAGES: Readonly<Record<string, Record<string, string>>> = {
  firefox: { 'firefox-esr': 'firefox-esr' },
  images: { dockerd: 'docker.io', debootstrap: 'debootstrap' },
};
await installSystemPackages(PACKAGES[variant]);
if (variant === 'chart') await needGoTools();
process.exit(runVariant());

async function needGoTools(): Promise<void> {
  if (hasGo()) return installGoTools();
  if (areGoToolsInstalled()) return;
  process.stderr.write('The tests of the chart need Go, which compiles Helm: install it, then try again.\n');
  process.exit(1);
}

function runVariant(): number {
  switch (variant) {
    case 'deployment':
    case 'standalone':
      return run(pathsOr(['e2e/api', 'e2e/browser']), { E2E_TARGET: variant });
    case 'firefox':
    case 'images':
    case 'slow':
    case 'chart':
      return runVitest([`--project=${variant}`, ...rest]);
    case 'pictures': {
      const status = runVitest(['--project=browser', 'states.browser', ...rest], { PICTURES });
      if (status === 0) {
        copyFileSync(`${PICTURES}/sent-1280-light.png`, 'docs/sealed.png');
        copyFileSync(`${PICTURES}/open-1280-light.png`, 'docs/opened.png');
      }
      return status;
    }
    default:
      return run(variant === '' ? ['e2e'] : [variant, ...rest]);
  }
}

function pathsOr(standard: string[]): string[] {
  return rest.length > 0 ? rest : standard;
}

function run(paths: string[], env: Record<string, string> = {}): number {
  return runVitest(['--project=e2e', ...paths], env);
}

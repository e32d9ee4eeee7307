import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runTask } from './run-task.js';

/** Programs that the tests of the Helm chart run. No npm or Debian package has them, so Go compiles them once. */
const TOOLS = {
  helm: ['helm.sh/helm/v3/cmd/helm', 'v3.22.0'],
  kubeconform: ['github.com/yannh/kubeconform/cmd/kubeconform', 'v0.8.0'],
} as const;

const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'onasty/tools');

export type GoTool = keyof typeof TOOLS;

export function pathOfTool(tool: GoTool): string {
  return join(folderOf(tool), tool);
}

export function areGoToolsInstalled(): boolean {
  return names().every((tool) => existsSync(pathOfTool(tool)));
}

export function hasGo(): boolean {
  return spawnSync('go', ['version']).status === 0;
}

/** Takes minutes once for each version. */
export async function installGoTools(): Promise<void> {
  for (const tool of names().filter((name) => !existsSync(pathOfTool(name)))) {
    const [path, version] = TOOLS[tool];
    const env = { GOBIN: folderOf(tool), CGO_ENABLED: '0' };
    const parameters = ['install', '-trimpath', '-ldflags=-s -w', `${path}@${version}`];
    await runTask(`Compiling ${tool} ${version}`, 'go', parameters, { env });
  }
}

function folderOf(tool: GoTool): string {
  return join(CACHE, `${tool}@${TOOLS[tool][1]}`);
}

const names = (): GoTool[] => Object.keys(TOOLS).filter((name): name is GoTool => name in TOOLS);

import { buildInfo } from '#libs/observability';

process.stdout.write(`${buildInfo().version}\n`);

import { loadCreate, loadView, type Measured } from '../load.js';
import { median } from '../median.js';
import { costOf } from './cost.js';
import type { BenchDeployment } from './bench-deployment.js';
import type { Cost, RequestFigures } from './measured.js';
import { mapParts } from './parts.js';
import type { SealedSample } from './sealed-sample.js';

type Taken = Measured & { cost: Cost };
type Kind = Pick<RequestFigures, 'request' | 'connections' | 'cores'>;

/** Requests by connections. Fewer over one connection, so that each stage takes about as long. */
const AMOUNT = new Map([[1, 600]]);
const AMOUNT_OVER_MANY = 3_000;

const KINDS: Kind[] = [1, 16, 64, 256].flatMap((connections) =>
  (['create', 'read'] as const).flatMap((request) =>
    ([1, 2] as const).map((cores) => ({ request, connections, cores })),
  ),
);

/** Measures create and read through Caddy over a growing number of connections, with one core and with two in turn. */
export async function measureGrowth(
  deployment: BenchDeployment,
  sample: SealedSample,
  rounds: number,
): Promise<RequestFigures[]> {
  const taken = KINDS.map((kind) => ({ kind, figures: new Array<Taken>() }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { kind, figures } of taken) figures.push(await take(deployment, sample, kind));
  }
  return taken.map(({ kind, figures }) => ({
    ...kind,
    requestsPerSecond: median(figures.map((one) => one.requestsPerSecond)),
    p50Ms: median(figures.map((one) => one.p50Ms)),
    p99Ms: median(figures.map((one) => one.p99Ms)),
    cpuMs: mapParts((part) => median(figures.map(({ cost }) => cost.cpuMs[part]))),
  }));
}

async function take(deployment: BenchDeployment, sample: SealedSample, kind: Kind): Promise<Taken> {
  const { request, connections, cores } = kind;
  const amount = AMOUNT.get(connections) ?? AMOUNT_OVER_MANY;
  const address = deployment.addresses[cores];
  const slugs = request === 'read' ? await deployment.notes.many.insert(amount, sample) : [];
  const { result, cost } = await costOf(deployment.meters, amount, () =>
    request === 'create'
      ? loadCreate(address, connections, amount, sample.body)
      : loadView(address, connections, slugs, sample.accessProof),
  );
  return { ...result, cost };
}

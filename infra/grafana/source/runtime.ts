import { graph } from './panels.js';
import type { Section } from './page.js';
import { here, perSecondHere } from './queries.js';

type Service = 'core' | 'mailer';

/** Runtime metrics that every service has. */
export function runtime(service: Service): Section {
  const services = [service];
  return {
    title: 'Process',
    panels: [...processorPanels(services), ...memoryPanels(services), ...instancePanels(services)],
  };
}

function processorPanels(services: Service[]) {
  return [
    graph({
      title: 'Event loop lag',
      good: 'p99 below 50 ms. The sampling interval of 10 ms is its minimum.',
      otherwise: 'the process is busy: compare with "CPU" and "Garbage collection".',
      services,
      unit: 's',
      badFrom: 0.25,
      queries: {
        'p99 {{instance}}': here('nodejs_eventloop_lag_p99_seconds'),
        'p50 {{instance}}': here('nodejs_eventloop_lag_p50_seconds'),
      },
    }),
    graph({
      title: 'CPU',
      good: 'below 0.7 of one processor.',
      otherwise: 'start another process; one process uses at most about 1.5 processors.',
      services,
      unit: 'short',
      badFrom: 1,
      queries: { '{{instance}}': perSecondHere('process_cpu_seconds_total', 'instance') },
    }),
  ];
}

function memoryPanels(services: Service[]) {
  return [
    graph({
      title: 'Memory',
      good: 'fluctuates below the limit of the container and does not grow from day to day.',
      otherwise: 'growth over days is a leak: note the version, restart the process and report it.',
      services,
      unit: 'bytes',
      queries: {
        'resident {{instance}}': here('process_resident_memory_bytes'),
        'heap {{instance}}': here('nodejs_heap_size_used_bytes'),
      },
    }),
    graph({
      title: 'Garbage collection',
      good: 'below 5% of the time.',
      otherwise: 'memory is nearly exhausted or the load is high: see "Memory".',
      services,
      unit: 'percentunit',
      badFrom: 0.2,
      queries: { '{{kind}}': perSecondHere('nodejs_gc_duration_seconds_sum', 'kind') },
    }),
  ];
}

function instancePanels(services: Service[]) {
  return [
    graph({
      title: 'File descriptors',
      good: 'follows the number of connections, far below the limit.',
      otherwise:
        'near the limit, clients cannot connect: find who holds connections, and raise the limit (nofile).',
      services,
      unit: 'short',
      queries: {
        'open {{instance}}': here('process_open_fds'),
        'limit {{instance}}': here('process_max_fds'),
      },
    }),
    graph({
      title: 'Versions',
      good: 'one version, except during a rollout.',
      otherwise: 'the older version was not replaced: check the deployment.',
      services,
      unit: 'short',
      isStacked: true,
      queries: {
        '{{service}} {{version}}, Node {{node}}': `count by (service, version, node) (${here('onasty_build_info')})`,
      },
    }),
  ];
}

import { graph } from './panels.js';
import type { Section } from './page.js';
import { here, perSecondHere } from './queries.js';

/** How the processes of a service are, whatever they do. */
export function runtime(service: 'core' | 'mailer'): Section {
  const services = [service];
  return {
    title: 'Process',
    panels: [
      graph({
        title: 'Event loop',
        good: 'p99 below 50 ms. It measures each 10 ms, so that is what it never falls below.',
        otherwise: 'something keeps the process busy: compare with "Processor" and "Garbage collection".',
        services,
        unit: 's',
        badFrom: 0.25,
        queries: {
          'p99 {{instance}}': here('nodejs_eventloop_lag_p99_seconds'),
          'p50 {{instance}}': here('nodejs_eventloop_lag_p50_seconds'),
        },
      }),
      graph({
        title: 'Processor',
        good: 'below 0.7 of one.',
        otherwise: 'start another process; one can not use more than about one and a half.',
        services,
        unit: 'short',
        badFrom: 1,
        queries: { '{{instance}}': perSecondHere('process_cpu_seconds_total', 'instance') },
      }),
      graph({
        title: 'Memory',
        good: 'goes up and down below the limit of its container, and does not rise from day to day.',
        otherwise: 'rising for days is a leak: note the version, restart it, and report it.',
        services,
        unit: 'bytes',
        queries: {
          'resident {{instance}}': here('process_resident_memory_bytes'),
          'heap {{instance}}': here('nodejs_heap_size_used_bytes'),
        },
      }),
      graph({
        title: 'Garbage collection',
        good: 'below 5 % of the time.',
        otherwise: 'memory is nearly used up, or there is much to do: see "Memory".',
        services,
        unit: 'percentunit',
        badFrom: 0.2,
        queries: { '{{kind}}': perSecondHere('nodejs_gc_duration_seconds_sum', 'kind') },
      }),
      graph({
        title: 'File descriptors',
        good: 'follows the connections, far from the limit.',
        otherwise:
          'near the limit nobody can connect: look who holds connections, and raise the limit (nofile).',
        services,
        unit: 'short',
        queries: {
          'open {{instance}}': here('process_open_fds'),
          'limit {{instance}}': here('process_max_fds'),
        },
      }),
      graph({
        title: 'Versions',
        good: 'one version, except while another is rolled out.',
        otherwise: 'the older one was not replaced: look at the deployment.',
        services,
        unit: 'short',
        isStacked: true,
        queries: {
          '{{service}} {{version}}, Node {{node}}': `count by (service, version, node) (${here('onasty_build_info')})`,
        },
      }),
    ],
  };
}

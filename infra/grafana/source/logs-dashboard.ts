import {
  CustomVariableBuilder,
  TextBoxVariableBuilder,
  type DashboardBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { LOKI } from './links.js';
import { graph, lines } from './panels.js';
import { FAULTY } from './queries.js';
import { buildDashboard, page, type Section } from './page.js';

const services = ['core', 'mailer'] as const;
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const CHOSEN = '{service=~"$service", level=~"$level"}';

/** Includes lines without a level, such as a failed start or a crash of Node. */
const ANY = '.*';

function choice(name: string, label: string, values: readonly string[]): CustomVariableBuilder {
  return new CustomVariableBuilder(name)
    .label(label)
    .values(values.join(','))
    .options(values.map((value) => ({ selected: false, text: value, value })))
    .multi(true)
    .includeAll(true)
    .current({ selected: true, text: 'All', value: '$__all' });
}

function searchable(dashboard: DashboardBuilder): DashboardBuilder {
  return dashboard
    .withVariable(choice('service', 'Service', ['core', 'mailer', 'standalone']))
    .withVariable(choice('level', 'Level', LEVELS).allValue(ANY))
    .withVariable(new TextBoxVariableBuilder('request_id').label('Request id').defaultValue(''))
    .withVariable(new TextBoxVariableBuilder('search').label('Text').defaultValue(''));
}

const counts: Section = {
  title: 'Volume',
  panels: [
    graph({
      title: 'Lines by level',
      good: 'nearly all info: one line per request.',
      otherwise: 'select level error above and read the lines.',
      services,
      source: LOKI,
      unit: 'short',
      width: 12,
      isStacked: true,
      queries: { '{{level}}': `sum by (level) (count_over_time(${CHOSEN}[$__auto]))` },
    }),
    graph({
      title: 'Slow requests by route',
      good: 'only routes that hash passwords.',
      otherwise: 'the lines name what each request waited for; trace_id leads to its trace.',
      services,
      source: LOKI,
      unit: 'short',
      width: 12,
      isStacked: true,
      queries: {
        '{{route}}': `sum by (route) (count_over_time({service=~"$service"} | duration_ms > 1000 [$__auto]))`,
      },
    }),
  ],
};

const words: Section = {
  title: 'Lines',
  panels: [
    lines({
      title: 'Search',
      good: 'a request id, from an API response or the X-Request-Id header of a mail, finds the request, its event and its mail.',
      otherwise: 'no lines: they are older than the retention of Loki, or outside the selected time range.',
      services,
      height: 18,
      query: `${CHOSEN} |= \`$search\` | request_id =~ \`.*$request_id.*\``,
    }),
    lines({
      title: 'Warnings and errors',
      good: 'few warnings.',
      otherwise: 'open a line and follow its request_id or trace_id.',
      services,
      query: `{service=~"$service", ${FAULTY}}`,
    }),
  ],
};

export const logs = buildDashboard(
  searchable(
    page('Logs', 'Logs of core and mailer. A request id finds everything from the request to its mail.'),
  ),
  [counts, words],
);

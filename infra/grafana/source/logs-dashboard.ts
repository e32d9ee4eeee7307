import {
  CustomVariableBuilder,
  TextBoxVariableBuilder,
  type DashboardBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { LOKI } from './data-sources.js';
import { graph, lines } from './panels.js';
import { FAULTY } from './queries.js';
import { laidOut, page, type Section } from './page.js';

const services = ['core', 'mailer'] as const;
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
const CHOSEN = '{service=~"$service", level=~"$level"}';

/** All includes lines without a level: why a start failed, say, or what Node prints when it dies. */
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
  title: 'How much is said',
  panels: [
    graph({
      title: 'Lines by level',
      good: 'nearly all are info: one for each request.',
      otherwise: 'choose the level error above and read.',
      services,
      source: LOKI,
      unit: 'short',
      width: 12,
      isStacked: true,
      queries: { '{{level}}': `sum by (level) (count_over_time(${CHOSEN}[$__auto]))` },
    }),
    graph({
      title: 'Slow requests by route',
      good: 'none but those that hash passwords.',
      otherwise: 'the lines say what they waited for; trace_id leads to the rest.',
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
      good: 'a request id, from an answer of the API or from X-Request-Id of a mail, finds the whole story: request, event, mail.',
      otherwise: 'nothing found: it is older than what Loki keeps, or the time above is another.',
      services,
      height: 18,
      query: `${CHOSEN} |= \`$search\` | request_id =~ \`.*$request_id.*\``,
    }),
    lines({
      title: 'Warnings and errors',
      good: 'single warnings.',
      otherwise: 'open a line: request_id and trace_id lead on.',
      services,
      query: `{service=~"$service", ${FAULTY}}`,
    }),
  ],
};

/** Where to search. */
export const logs = laidOut(
  searchable(
    page('Logs', 'What core and mailer say. One request id finds the whole story, from request to mail.'),
  ),
  [counts, words],
);

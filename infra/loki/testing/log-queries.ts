import { readFileSync, readdirSync } from 'node:fs';
import { parser } from '@grafana/lezer-logql';
import { parse } from 'yaml';
import { z } from 'zod';
import { queriesOf } from '../../grafana/testing/dashboards.js';

interface LogQuery {
  where: string;
  query: string;
}

const dataSources = z.object({
  datasources: z.array(
    z.object({
      name: z.string(),
      jsonData: z.looseObject({ tracesToLogsV2: z.object({ query: z.string() }).optional() }),
    }),
  ),
});

/** All queries to Loki: of panels, runbooks, and the link from a trace to its log lines. */
export function logQueries(): LogQuery[] {
  return [...ofPanels(), ...ofRunbooks(), ...ofDataSources()];
}

interface Named {
  /** Labels of streams, in braces. */
  labels: Set<string>;
  /** Fields used by filters and aggregations. */
  fields: Set<string>;
}

/** Labels and fields of a query. @throws {Error} on invalid LogQL */
export function namedIn(query: string): Named {
  const named: Named = { labels: new Set(), fields: new Set() };
  let selectorEnds = 0;
  parser.parse(query).iterate({
    enter({ type, from, to }) {
      if (type.isError) throw new Error(`no LogQL from "${query.slice(from)}"`);
      if (type.name === 'Selector') selectorEnds = to;
      if (type.name === 'Identifier')
        named[from < selectorEnds ? 'labels' : 'fields'].add(query.slice(from, to));
    },
  });
  return named;
}

function ofPanels(): LogQuery[] {
  return queriesOf('loki').map(({ where, expr }) => ({ where, query: expr.replaceAll('$__auto', '1m') }));
}

function ofRunbooks(): LogQuery[] {
  return readdirSync('docs/runbooks').flatMap((file) => {
    const text = readFileSync(`docs/runbooks/${file}`, 'utf8');
    return [...text.matchAll(/```logql\n(.*?)\n```/gs)].map(([, query = '']) => ({ where: file, query }));
  });
}

function ofDataSources(): LogQuery[] {
  const file: unknown = parse(readFileSync('infra/grafana/provisioning/datasources/onasty.yaml', 'utf8'));
  return dataSources.parse(file).datasources.flatMap(({ name, jsonData }) => {
    const query = jsonData.tracesToLogsV2?.query;
    return query === undefined ? [] : [{ where: name, query: query.replaceAll('$$', '$') }];
  });
}

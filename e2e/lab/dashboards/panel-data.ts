import { filledIn, type Panel, type PanelQuery } from '../../../infra/grafana/testing/dashboards.js';
import type { Series } from '../../support/prometheus/prometheus-responses.js';
import type { PrometheusServer } from '../../support/prometheus/prometheus-server.js';

interface Line {
  name: string;
  /** Seconds since 1970, and the value. */
  points: [number, number][];
}

/** Data of one panel for the browser. */
export interface DrawnPanel {
  type: string;
  title: string;
  place: Panel['gridPos'];
  unit: string;
  decimals: number | null;
  max: number | null;
  isStacked: boolean;
  steps: { value: number | null; color: string }[];
  lines: Line[];
  /** Text in place of a graph. */
  note: string;
}

/** Values of the dashboard's variables. */
interface Shown {
  seconds: number;
  /** Regular expression; null if the dashboard has no such variable. */
  instances: string | null;
}

/** Queries Prometheus for the panel. Loki does not run: its queries become the note. */
export async function drawnPanel(
  panel: Panel,
  prometheus: PrometheusServer,
  shown: Shown,
): Promise<DrawnPanel> {
  const { unit = 'short', decimals = null, max = null, ...defaults } = panel.fieldConfig?.defaults ?? {};
  const lokiTargets = panel.targets.filter(({ datasource }) => datasource.type === 'loki');
  const prometheusTargets = panel.targets.filter(({ datasource }) => datasource.type === 'prometheus');
  const lines = prometheusTargets.map(async (target) =>
    linesOf(target, await query(target, prometheus, shown)),
  );
  return {
    type: panel.type === 'state-timeline' ? 'timeseries' : panel.type,
    title: panel.title,
    place: panel.gridPos,
    unit,
    decimals,
    max,
    isStacked: defaults.custom?.stacking?.mode === 'normal',
    steps: defaults.thresholds?.steps ?? [],
    lines: (await Promise.all(lines)).flat(),
    note: lokiTargets.map(({ expr }) => expr).join('\n'),
  };
}

function query(
  target: Pick<PanelQuery, 'expr' | 'instant'>,
  prometheus: PrometheusServer,
  { instances, seconds }: Shown,
) {
  const expression = filledIn(target.expr, instances);
  return target.instant ? prometheus.query(expression) : prometheus.queryRange(expression, seconds);
}

function linesOf({ legendFormat = '' }: Pick<PanelQuery, 'legendFormat'>, series: readonly Series[]): Line[] {
  return series.map(({ metric, values }) => ({
    name: legendFormat.replaceAll(/\{\{(\w+)\}\}/g, (_, label: string) => metric[label] ?? ''),
    points: values
      .filter(({ value }) => Number.isFinite(value))
      .map(({ at, value }): [number, number] => [Math.round(at), value]),
  }));
}

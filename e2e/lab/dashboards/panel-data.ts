import { filledIn, type Panel, type PanelQuery } from '../../../infra/grafana/testing/dashboards.js';
import type { Series } from '../../support/prometheus/prometheus-answers.js';
import type { PrometheusServer } from '../../support/prometheus/prometheus-server.js';

interface Line {
  name: string;
  /** Seconds since 1970, and the value. */
  points: [number, number][];
}

/** What the browser draws. */
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
  /** Stands there instead of lines. */
  note: string;
}

/** What is chosen above all panels. */
interface Shown {
  seconds: number;
  /** As a regular expression; null: nobody can choose. */
  instances: string | null;
}

/** Asks for what the panel shows of the last seconds. Nobody is asked for logs: a note says what would be. */
export async function drawnPanel(
  panel: Panel,
  prometheus: PrometheusServer,
  shown: Shown,
): Promise<DrawnPanel> {
  const { unit = 'short', decimals = null, max = null, ...defaults } = panel.fieldConfig?.defaults ?? {};
  const ofLoki = panel.targets.filter(({ datasource }) => datasource.type === 'loki');
  const asked = panel.targets.filter(({ datasource }) => datasource.type === 'prometheus');
  const answers = asked.map(async (target) => linesOf(target, await ask(target, prometheus, shown)));
  return {
    type: panel.type,
    title: panel.title,
    place: panel.gridPos,
    unit,
    decimals,
    max,
    isStacked: defaults.custom?.stacking?.mode === 'normal',
    steps: defaults.thresholds?.steps ?? [],
    lines: (await Promise.all(answers)).flat(),
    note: ofLoki.map(({ expr }) => expr).join('\n'),
  };
}

function ask(
  target: Pick<PanelQuery, 'expr' | 'instant'>,
  prometheus: PrometheusServer,
  { instances, seconds }: Shown,
) {
  const query = filledIn(target.expr, instances);
  return target.instant ? prometheus.query(query) : prometheus.queryRange(query, seconds);
}

function linesOf({ legendFormat = '' }: Pick<PanelQuery, 'legendFormat'>, answer: readonly Series[]): Line[] {
  return answer.map(({ metric, values }) => ({
    name: legendFormat.replaceAll(/\{\{(\w+)\}\}/g, (_, label: string) => metric[label] ?? ''),
    points: values
      .filter(({ value }) => Number.isFinite(value))
      .map(({ at, value }): [number, number] => [Math.round(at), value]),
  }));
}

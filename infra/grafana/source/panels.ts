import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  LogsSortOrder,
  StackingMode,
  TooltipDisplayMode,
} from '@grafana/grafana-foundation-sdk/common';
import * as common from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { DataqueryBuilder as LokiQueryBuilder } from '@grafana/grafana-foundation-sdk/loki';
import { DataqueryBuilder as PrometheusQueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as TimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as GraphBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { linksOf, LOKI, PROMETHEUS, type Service } from './links.js';

interface Described {
  title: string;
  good: string;
  otherwise: string;
  services: readonly Service[];
  /** Width in columns of 24. */
  width?: number;
}

interface Numbers extends Described {
  /** Grafana unit: s, reqps, percentunit, bytes, short … */
  unit: string;
  /** PromQL by legend; `{{label}}` inserts a label's value. */
  queries: Readonly<Record<string, string>>;
  warnFrom?: number;
  badFrom?: number;
}

interface Graph extends Numbers {
  isStacked?: boolean;
  max?: number;
  /** Shows single requests as dots that link to their traces. */
  hasExemplars?: boolean;
  /** Sends LogQL to Loki instead of PromQL to Prometheus. */
  source?: typeof LOKI;
}

interface Stat extends Numbers {
  decimals?: number;
  /** Colours low values red, for remaining budgets and space. */
  isLowBad?: boolean;
}

interface Timeline extends Described {
  /** PromQL by legend, with the value 1 for the good state and 0 for the other. */
  queries: Readonly<Record<string, string>>;
  /** Names of the states. */
  up?: string;
  down?: string;
}

interface Lines extends Described {
  query: string;
  height?: number;
}

export function graph(spec: Graph): GraphBuilder {
  const panel = described(new GraphBuilder(), spec, { width: 8, height: 8 })
    .unit(spec.unit)
    .min(0)
    .fillOpacity(spec.isStacked ? 40 : 8)
    .lineWidth(1)
    .stacking(
      new common.StackingConfigBuilder().mode(spec.isStacked ? StackingMode.Normal : StackingMode.None),
    )
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new common.VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi));
  if (spec.max !== undefined) panel.max(spec.max);
  if (spec.badFrom !== undefined) {
    panel
      .thresholds(thresholds(spec))
      .thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  }
  return spec.source === LOKI
    ? panel.datasource(LOKI).targets(lokiTargets(spec))
    : panel.datasource(PROMETHEUS).targets(targets(spec).map((query) => query.range()));
}

export function stat(spec: Stat): StatBuilder {
  const panel = described(new StatBuilder(), spec, { width: 4, height: 4 })
    .unit(spec.unit)
    .thresholds(thresholds(spec))
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false))
    .datasource(PROMETHEUS)
    .targets(targets(spec).map((query) => query.instant()));
  return spec.decimals === undefined ? panel : panel.decimals(spec.decimals);
}

/** Shows over time which of two states each part is in. */
export function timeline(spec: Timeline): TimelineBuilder {
  const { up = 'up', down = 'down' } = spec;
  return described(new TimelineBuilder(), spec, { width: 8, height: 8 })
    .mappings([stateMapping({ up, down })])
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(
      new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
        { value: null, color: 'red' },
        { value: 1, color: 'green' },
      ]),
    )
    .mergeValues(true)
    .datasource(PROMETHEUS)
    .targets(targets({ ...spec, unit: 'short' }).map((query) => query.range()));
}

function stateMapping({ up, down }: { up: string; down: string }): ValueMapping {
  return {
    type: MappingType.ValueToText,
    options: { 0: { text: down, color: 'red', index: 0 }, 1: { text: up, color: 'green', index: 1 } },
  };
}

export function lines(spec: Lines): LogsBuilder {
  return described(new LogsBuilder(), spec, { width: 24, height: spec.height ?? 10 })
    .datasource(LOKI)
    .targets([new LokiQueryBuilder().datasource(LOKI).expr(spec.query).refId('A').queryType('range')])
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .sortOrder(LogsSortOrder.Descending);
}

function described<Builder extends GraphBuilder | StatBuilder | TimelineBuilder | LogsBuilder>(
  builder: Builder,
  { title, good, otherwise, services, width }: Described,
  size: { width: number; height: number },
): Builder {
  builder
    .title(title)
    .description(`**Good:** ${good}\n\n**Otherwise:** ${otherwise}`)
    .links(linksOf(services))
    .span(width ?? size.width)
    .height(size.height);
  return builder;
}

function targets({ queries, hasExemplars = false }: Graph): PrometheusQueryBuilder[] {
  return Object.entries(queries).map(([legend, expr], index) =>
    new PrometheusQueryBuilder()
      .datasource(PROMETHEUS)
      .expr(expr)
      .legendFormat(legend)
      .exemplar(hasExemplars)
      .refId(refIdOf(index)),
  );
}

function lokiTargets({ queries }: Graph): LokiQueryBuilder[] {
  return Object.entries(queries).map(([legend, expr], index) =>
    new LokiQueryBuilder()
      .datasource(LOKI)
      .expr(expr)
      .legendFormat(legend)
      .queryType('range')
      .refId(refIdOf(index)),
  );
}

const refIdOf = (index: number) => String.fromCodePoint('A'.charCodeAt(0) + index);

function thresholds({ warnFrom, badFrom, isLowBad = false }: Stat): ThresholdsConfigBuilder {
  const colours = isLowBad ? ['red', 'orange', 'green'] : ['green', 'orange', 'red'];
  const limits = isLowBad ? [badFrom, warnFrom] : [warnFrom, badFrom];
  const steps = [
    { value: null, color: badFrom === undefined ? 'blue' : (colours[0] ?? '') },
    ...limits.map((value, index) => ({ value: value ?? null, color: colours[index + 1] ?? '' })),
  ].filter(({ value }, index) => index === 0 || value !== null);
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

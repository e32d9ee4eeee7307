import type * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import type * as logs from '@grafana/grafana-foundation-sdk/logs';
import type * as loki from '@grafana/grafana-foundation-sdk/loki';
import type * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

/** Dashboard as JSON, in the types that Grafana generates from its own schema. */
export type DashboardJson = Json<Omit<sdk.Dashboard, 'panels'>> & {
  panels: (PanelJson | Json<sdk.RowPanel>)[];
};

type PanelJson =
  | PanelOf<'timeseries', timeseries.Options, timeseries.FieldConfig>
  | PanelOf<'stat', stat.Options, never>
  | PanelOf<'state-timeline', statetimeline.Options, statetimeline.FieldConfig>
  | PanelOf<'logs', logs.Options, never>;

/** Parts that the dashboard schema leaves to panel types and data sources. */
type PanelOf<Type, Options, Custom> = Json<
  Omit<sdk.Panel, 'type' | 'options' | 'fieldConfig' | 'targets'>
> & {
  type: Type;
  options: Partial<Json<Options>>;
  fieldConfig?: {
    defaults: Json<Omit<sdk.FieldConfig, 'custom'>> & { custom?: Json<Custom> };
    overrides: Json<sdk.FieldConfigSource['overrides']>;
  };
  targets: (TargetOf<prometheus.Dataquery> | TargetOf<loki.dataquery>)[];
};

type TargetOf<Query> = Json<Omit<Query, '_implementsDataqueryVariant'>>;

/** Values of enumerations are written as they are. */
type Json<Value> = Value extends string
  ? `${Value}`
  : Value extends readonly (infer Item)[]
    ? Json<Item>[]
    : Value extends object
      ? { [Key in keyof Value]: Json<Value[Key]> }
      : Value;

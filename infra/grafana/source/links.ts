import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { DashboardLinkType, type DashboardLink } from '@grafana/grafana-foundation-sdk/dashboard';

/** Data sources of infra/grafana/provisioning/datasources/onasty.yaml. */
export const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' };
export const LOKI = { type: 'loki', uid: 'loki' };
export const TEMPO = { type: 'tempo', uid: 'tempo' };

/** Uid of the dashboard with the log lines. */
export const LOGS_DASHBOARD = 'onasty-logs';

/** Service that a panel is about; standalone runs both. */
export type Service = 'core' | 'mailer';

/** Links from a panel to its services' logs and traces of the same time range. */
export function linksOf(services: readonly Service[]): Builder<DashboardLink>[] {
  return [linkTo('Logs', logsUrl(services)), linkTo('Traces', tracesUrl(services))];
}

const linkTo = (title: string, url: string) =>
  link({ title, type: DashboardLinkType.Link, icon: 'external link', url });

/** Replaces the SDK's builder, which puts every link into a menu. */
export function link(
  parts: Pick<DashboardLink, 'title' | 'type' | 'icon'> & Partial<DashboardLink>,
): Builder<DashboardLink> {
  const usual = {
    tooltip: '',
    tags: [],
    asDropdown: false,
    targetBlank: false,
    includeVars: false,
    keepTime: false,
  };
  return { build: () => ({ ...usual, ...parts }) };
}

function logsUrl(services: readonly Service[]): string {
  const chosen = [...services, 'standalone'].map((service) => `var-service=${service}`);
  return `/d/${LOGS_DASHBOARD}?${chosen.join('&')}&\${__url_time_range}`;
}

function tracesUrl(services: readonly Service[]): string {
  const query = `{resource.service.name=~"${[...services, 'standalone'].join('|')}"}`;
  const pane = {
    datasource: TEMPO.uid,
    queries: [{ refId: 'A', datasource: TEMPO, queryType: 'traceql', query }],
    // Grafana substitutes `${…}` only in text that is not percent-encoded.
    range: { from: 'FROM', to: 'TO' },
  };
  const panes = encodeURIComponent(JSON.stringify({ traces: pane }));
  return `/explore?schemaVersion=1&panes=${panes.replace('FROM', '${__from}').replace('TO', '${__to}')}`;
}

import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkType,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  type Dashboard,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { link, PROMETHEUS } from './links.js';
import type { graph, lines, stat, timeline } from './panels.js';

type Panel = ReturnType<typeof graph | typeof stat | typeof timeline | typeof lines>;

/** Row of panels, left to right, under a heading. */
export interface Section {
  title: string;
  panels: readonly Panel[];
}

const TAG = 'onasty';

/** Creates a dashboard with links to the others and a crosshair shared by all panels. */
export function page(name: string, description: string): DashboardBuilder {
  return new DashboardBuilder(`Onasty: ${name}`)
    .uid(`${TAG}-${name.toLowerCase()}`)
    .description(description)
    .tags([TAG])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-3h', to: 'now' })
    .refresh('30s')
    .timezone('browser')
    .link(
      link({
        title: 'Onasty',
        type: DashboardLinkType.Dashboards,
        icon: 'dashboard',
        tags: [TAG],
        keepTime: true,
      }),
    );
}

export function buildDashboard(dashboard: DashboardBuilder, sections: readonly Section[]): Dashboard {
  let id = 0;
  for (const { title, panels } of sections) {
    dashboard.withRow(new RowBuilder(title).id((id += 1)));
    for (const panel of panels) dashboard.withPanel(panel.id((id += 1)));
  }
  return dashboard.build();
}

/** Variable that selects processes of a service; standalone runs every service. */
export function instances(service: 'core' | 'mailer'): QueryVariableBuilder {
  return new QueryVariableBuilder('instance')
    .label('Process')
    .datasource(PROMETHEUS)
    .query(`label_values(onasty_build_info{service=~"${service}|standalone"}, instance)`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .multi(true)
    .includeAll(true)
    .current({ selected: true, text: 'All', value: '$__all' });
}

import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkType,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  type Dashboard,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PROMETHEUS } from './data-sources.js';
import { link } from './links.js';
import type { graph, lines, stat } from './panels.js';

type Panel = ReturnType<typeof graph | typeof stat | typeof lines>;

/** Panels under a headline, from left to right. */
export interface Section {
  title: string;
  panels: readonly Panel[];
}

const TAG = 'onasty';

/** A dashboard with what all of ours share: the others are one click away, and the pointer is at the same time in all panels. */
export function page(name: string, about: string): DashboardBuilder {
  return new DashboardBuilder(`Onasty: ${name}`)
    .uid(`${TAG}-${name.toLowerCase()}`)
    .description(about)
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

/** Puts the sections into the page, and numbers the panels. */
export function laidOut(dashboard: DashboardBuilder, sections: readonly Section[]): Dashboard {
  let id = 0;
  for (const { title, panels } of sections) {
    dashboard.withRow(new RowBuilder(title).id((id += 1)));
    for (const panel of panels) dashboard.withPanel(panel.id((id += 1)));
  }
  return dashboard.build();
}

/** Chooses among the processes of a service; standalone does its work too. */
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

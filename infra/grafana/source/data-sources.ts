/** Data sources of infra/grafana/provisioning/datasources/onasty.yaml. */
export const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' };
export const LOKI = { type: 'loki', uid: 'loki' };
export const TEMPO = { type: 'tempo', uid: 'tempo' };

/** Uid of the dashboard with the log lines. */
export const LOGS_DASHBOARD = 'onasty-logs';

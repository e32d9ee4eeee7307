/** As infra/grafana/provisioning/datasources/onasty.yaml names them. */
export const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' };
export const LOKI = { type: 'loki', uid: 'loki' };
export const TEMPO = { type: 'tempo', uid: 'tempo' };

/** The dashboard that shows log lines. */
export const LOGS_DASHBOARD = 'onasty-logs';

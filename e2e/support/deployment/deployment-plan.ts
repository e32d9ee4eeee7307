export type Environment = Record<string, string>;

/** Contents of a test deployment. */
export interface DeploymentPlan {
  cores: number;
  coreEnvironment: Environment;
  mailers: number;
  mailerEnvironment: Environment;
  hasRedis: boolean;
  hasNats: boolean;
  hasSmtp: boolean;
  /** Port of Caddy; 0 for a free port, null without Caddy. */
  caddyPort: number | null;
  hasFaultProxies: boolean;
  hasPrometheus: boolean;
  /** A database cloned from the template of the test run instead of a PostgreSQL server of its own. */
  isDatabaseCloned: boolean;
}

export const EMPTY_PLAN: Readonly<DeploymentPlan> = {
  cores: 1,
  coreEnvironment: {},
  mailers: 0,
  mailerEnvironment: {},
  hasRedis: false,
  hasNats: false,
  hasSmtp: false,
  caddyPort: null,
  hasFaultProxies: false,
  hasPrometheus: false,
  isDatabaseCloned: false,
};

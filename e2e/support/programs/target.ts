import { z } from 'zod';

/** Target of the specs in e2e/api and e2e/browser, from E2E_TARGET. */
export const TARGET = z
  .enum(['standalone', 'deployment'])
  .optional()
  .parse(process.env['E2E_TARGET'] || undefined);

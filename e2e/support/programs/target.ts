import { z } from 'zod';

/** What the specs of e2e/api and e2e/browser test, as E2E_TARGET says. */
export const TARGET = z
  .enum(['standalone', 'deployment'])
  .optional()
  .parse(process.env['E2E_TARGET'] || undefined);

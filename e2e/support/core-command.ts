import { readFileSync } from 'node:fs';
import { z } from 'zod';

const packageSchema = z.object({ scripts: z.object({ 'start:core': z.string().startsWith('node ') }) });

/** What core is started with in production, after `node`: as `npm run start:core` of package.json says it. */
export const CORE_COMMAND: readonly string[] = packageSchema
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))
  .scripts['start:core'].split(' ')
  .slice(1);

import { readFileSync } from 'node:fs';
import { z } from 'zod';

const packageSchema = z.object({ scripts: z.object({ 'start:core': z.string().startsWith('node ') }) });

/** Arguments of `node` for core in production, from the script `start:core` of package.json. */
export const CORE_COMMAND: readonly string[] = packageSchema
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))
  .scripts['start:core'].split(' ')
  .slice(1);

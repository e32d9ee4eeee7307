import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const PROGRAM = fileURLToPath(new URL('sign-in-crowd-run.ts', import.meta.url));

/** How the sign-ins were answered. */
const toldSchema = z.object({
  /** Whose password was looked at. */
  served: z.number(),
  /** Told when to come back. */
  refused: z.number(),
});
export type Told = z.infer<typeof toldSchema>;

/**
 * People who sign in at the same instant, and once all of them have their answers again. They are a process of their own:
 * to send so many requests at once takes time, which would count as the wait of whoever measures beside them.
 *
 * @returns once the first have asked; `disperse` ends it and tells how those were answered who have their answers
 * @throws {Error} from `disperse` when a sign-in was answered otherwise than with no, or when to come back
 */
export async function gatherSignIns(address: string, people: number): Promise<{ disperse(): Promise<Told> }> {
  const crowd = fork(PROGRAM, [address, String(people)]);
  const told: Told = { served: 0, refused: 0 };
  const asked = once(crowd, 'message');
  const ended = once(crowd, 'exit');
  await Promise.race([asked, ended]);
  crowd.on('message', (message) => {
    const { served, refused } = toldSchema.parse(message);
    told.served += served;
    told.refused += refused;
  });
  return {
    async disperse() {
      crowd.kill('SIGTERM');
      const [code] = await ended;
      if (code !== null) throw new Error(`the crowd ended with ${code}`);
      return told;
    },
  };
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const PROGRAM = fileURLToPath(new URL('sign-in-crowd-run.ts', import.meta.url));

/** Number of sign-ins by response. */
const summarySchema = z.object({
  /** Sign-ins whose password was checked. */
  served: z.number(),
  /** 503 with `Retry-After`. */
  refused: z.number(),
});
export type SignInSummary = z.infer<typeof summarySchema>;

/**
 * Signs people in at the same instant, and again once all have their responses. Runs in another process, because
 * sending the requests takes time that would distort measurements in this one.
 *
 * @returns once the first requests are sent; `disperse` ends the process and returns the responses so far
 * @throws {Error} from `disperse` if a response was neither wrong credentials nor 503 with `Retry-After`
 */
export async function gatherSignIns(
  address: string,
  people: number,
): Promise<{ disperse(): Promise<SignInSummary> }> {
  const crowd = fork(PROGRAM, [address, String(people)]);
  const summary: SignInSummary = { served: 0, refused: 0 };
  const firstSent = once(crowd, 'message');
  const ended = once(crowd, 'exit');
  await Promise.race([firstSent, ended]);
  crowd.on('message', (message) => {
    const { served, refused } = summarySchema.parse(message);
    summary.served += served;
    summary.refused += refused;
  });
  return {
    async disperse() {
      crowd.kill('SIGTERM');
      const [code] = await ended;
      if (code !== null) throw new Error(`the crowd ended with ${code}`);
      return summary;
    },
  };
}

import { z } from 'zod';
import { ACCOUNT_EVENTS } from '../security-log/account-event.js';
import type { StoredEvent } from '../security-log/account-events.repository.js';

export const activitySchema = z
  .array(
    z.object({
      id: z.uuid(),
      event: z.enum(ACCOUNT_EVENTS),
      created_at: z.iso.datetime(),
      count: z.number().int().meta({ description: 'Failed attempts of ten minutes share an entry.' }),
      browser: z.string().optional().meta({ description: 'Omitted if the operator acted.' }),
      network: z.string().optional().meta({ description: 'Shortened to /24 of IPv4, /48 of IPv6.' }),
      detail: z
        .string()
        .optional()
        .meta({ description: 'Way of a sign-in, reason of a failure, provider, id of an API key.' }),
    }),
  )
  .meta({ id: 'Activity' });

export function activityDto(events: readonly StoredEvent[]): z.output<typeof activitySchema> {
  return events.map(({ id, kind, createdAt, occurrences, browser, network, detail }) => ({
    id,
    event: kind,
    created_at: createdAt.toISOString(),
    count: occurrences,
    ...(browser !== null && { browser }),
    ...(network !== null && { network }),
    ...(detail !== null && { detail }),
  }));
}

import { z } from 'zod';

/** `[seconds since 1970, number as text]` */
const sample = z
  .tuple([z.number(), z.string()])
  .transform(([at, text]) => ({ at, value: text === '+Inf' ? Infinity : Number(text) }));
const labels = z.record(z.string(), z.string());
const series = z.union([
  z.object({ metric: labels, values: z.array(sample) }),
  z.object({ metric: labels, value: sample }).transform(({ metric, value }) => ({ metric, values: [value] })),
]);

export const queryResponse = z.object({
  status: z.literal('success'),
  data: z.object({ result: z.array(series) }),
});

export const alertsResponse = z.object({
  data: z.object({
    alerts: z.array(z.object({ labels, annotations: labels, state: z.enum(['pending', 'firing']) })),
  }),
});

export const rulesResponse = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            name: z.string(),
            health: z.enum(['unknown', 'ok', 'err']),
            lastError: z.string().optional(),
          }),
        ),
      }),
    ),
  }),
});

export const targetsResponse = z.object({
  data: z.object({ activeTargets: z.array(z.object({ labels, health: z.string(), lastError: z.string() })) }),
});

export const exemplarsResponse = z.object({
  data: z.array(z.object({ exemplars: z.array(z.object({ labels })) })),
});

export type Series = z.infer<typeof series>;
export type FiringAlert = z.infer<typeof alertsResponse>['data']['alerts'][number];

import { z } from 'zod';

/** The part of an OpenAPI 3.1 schema that our document uses. */
export interface Schema {
  type?: string | string[] | undefined;
  enum?: (string | number | null)[] | undefined;
  format?: string | undefined;
  pattern?: string | undefined;
  maxLength?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  items?: Schema | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  $ref?: string | undefined;
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.union([z.string(), z.number(), z.null()])).optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    items: schema.optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    $ref: z.string().optional(),
  }),
);
const content = z.record(z.string(), z.object({ schema })).optional();
const describedResponse = z.object({ content, $ref: z.string().optional() });
const operation = z.object({
  operationId: z.string(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema }))
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), describedResponse),
  security: z.array(z.record(z.string(), z.unknown())),
});
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    schemas: z.record(z.string(), schema),
    responses: z.record(z.string(), describedResponse),
  }),
});

export type OpenApiDocument = z.output<typeof document>;

export interface Operation extends z.output<typeof operation> {
  method: string;
  path: string;
  takesSession: boolean;
  needsSession: boolean;
  bodySchema: Schema | undefined;
  /** By status; null for a response without a body. */
  responseSchemas: Map<number, Schema | null>;
}

/** Returns the document with the shared responses in the place of their references. */
export function readOpenApi(found: unknown): OpenApiDocument {
  const parsed = document.parse(found);
  const { responses: shared } = parsed.components;
  for (const { responses } of Object.values(parsed.paths).flatMap((operations) =>
    Object.values(operations),
  )) {
    for (const [status, { $ref }] of Object.entries(responses)) {
      const referenced = $ref && shared[$ref.replace('#/components/responses/', '')];
      if (referenced) responses[status] = referenced;
    }
  }
  return parsed;
}

export function operationsOf({ paths }: OpenApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, described]) => ({
      ...described,
      method: method.toUpperCase(),
      path,
      takesSession: described.security.length > 0,
      needsSession:
        described.security.length > 0 && described.security.every((scheme) => Object.keys(scheme).length > 0),
      bodySchema: described.requestBody?.content?.['application/json']?.schema,
      responseSchemas: new Map(
        Object.entries(described.responses).map(([status, response]) => [
          Number(status),
          response.content?.['application/json']?.schema ?? null,
        ]),
      ),
    })),
  );
}

export function resolved(found: Schema, { components }: OpenApiDocument): Schema {
  const name = found.$ref?.replace('#/components/schemas/', '');
  return name === undefined ? found : (components.schemas[name] ?? {});
}

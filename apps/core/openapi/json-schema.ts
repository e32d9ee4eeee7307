import { z } from 'zod';

/** The dialect of OpenAPI 3.1; Nest itself converts to that of 3.0. Schemas with an id are components. */
export function jsonSchemaOf(zodSchema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, $defs: components = {}, ...schema } = z.toJSONSchema(zodSchema, { io });
  return { schema, components };
}

import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { SCOPE_EXTENSION } from '../http/openapi.js';
import { documentErrors, type Operation } from './document-errors.js';
import { jsonSchemaOf } from './json-schema.js';

const TAGS = {
  notes: 'Create, read and delete notes. No account is needed.',
  'my notes': 'Notes that you created while signed in.',
  accounts: 'Sign up and sign in, and change or delete your account.',
  'api keys': 'Keys of programs that act for an account.',
  webhooks: 'Events of your account, sent to your servers.',
  notices: 'Emails when a note is read or expires unread.',
  sessions: 'Tokens and sessions.',
  oauth: 'Sign in through another provider.',
  instance: 'Limits and features of this installation.',
  health: 'Health checks for load balancers and monitoring.',
};

const BEARER = {
  type: 'http',
  scheme: 'bearer',
  description:
    'Access token of a session, or an API key with the scope that `x-api-key-scope` names. A route without a scope accepts no key.',
} as const;

export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Onasty')
    .setDescription('Share a secret once: the first reader sees the note and it is gone.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This installation')
    .addBearerAuth(BEARER);
  for (const [tag, description] of Object.entries(TAGS)) builder.addTag(tag, description);
  const { info, ...description } = builder.build();
  const contact = { name: 'The operator of this installation' };
  const document = SwaggerModule.createDocument(
    app,
    { ...description, info: { ...info, contact } },
    {
      operationIdFactory: (controller, method) =>
        `${controller.replace('Controller', '').toLowerCase()}.${method}`,
      standardSchemaConverter: (schema, { schemaType }) =>
        schema instanceof z.ZodType ? jsonSchemaOf(schema, schemaType) : undefined,
    },
  );
  documentErrors(document);
  documentScopes(document);
  return document;
}

const scoped = z.object({ [SCOPE_EXTENSION]: z.string() });

function documentScopes({ paths }: OpenAPIObject): void {
  for (const operation of Object.values(paths).flatMap((item): Operation[] => Object.values(item))) {
    const scope = scoped.safeParse(operation).data?.[SCOPE_EXTENSION];
    if (scope !== undefined) operation.description += ` API keys need the scope \`${scope}\`.`;
  }
}

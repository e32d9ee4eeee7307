import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Config } from '#libs/config';
import { buildInfo } from '#libs/observability';
import { CONFIG, MAILBOX_PATH, SENDS_MAIL } from '../tokens.js';
import { SLUG_MIN_LENGTH } from '../notes/note.js';
import { allowedLifetimes } from '../notes/note-policy.js';
import { apiRoute } from '../http/openapi.js';
import { ServesReaders } from '../http/route-options.js';

const BUILD = buildInfo();
const pongSchema = z.object({ message: z.literal('pong') }).meta({ id: 'Pong' });
const instanceSchema = z
  .object({
    note_max_bytes: z.number().int(),
    note_default_ttl_seconds: z
      .number()
      .meta({ description: 'Lifetime of a note whose sender gives no expiry.' }),
    note_max_ttl_seconds: z.number().optional(),
    note_preselected_ttl_seconds: z
      .number()
      .optional()
      .meta({ description: 'Lifetime that a form should preselect. Earlier releases omit it.' }),
    note_lifetimes_seconds: z.array(z.number().nullable()).optional().meta({
      description:
        'Lifetimes that a new note may have; null stands for no expiry. Missing if any lifetime is allowed.',
    }),
    note_password: z
      .enum(['optional', 'required'])
      .optional()
      .meta({ description: 'Password of new notes. Earlier releases omit it.' }),
    reusable_notes: z
      .boolean()
      .optional()
      .meta({ description: 'False if each note is read once. Earlier releases omit it.' }),
    custom_links: z
      .boolean()
      .optional()
      .meta({ description: 'False if each link is random. Earlier releases omit it.' }),
    read_only: z
      .boolean()
      .optional()
      .meta({ description: 'True if the server serves reading only. Earlier releases omit it.' }),
    note_slug_min_length: z.number().int().meta({
      description: 'Shortest custom link that a client should offer. The API also accepts shorter ones.',
    }),
    read_lease_seconds: z.number(),
    sign_up: z
      .enum(['open', 'closed', 'domains'])
      .optional()
      .meta({ description: 'Permission to create an account. Earlier releases omit it.' }),
    sign_up_domains: z
      .array(z.string())
      .optional()
      .meta({ description: 'Domains of the email addresses that may sign up.' }),
    create_notes: z
      .enum(['anyone', 'signed-in'])
      .optional()
      .meta({ description: 'Permission to create notes. Earlier releases omit it.' }),
    password_sign_in: z
      .boolean()
      .optional()
      .meta({ description: 'False if people sign in through providers only. Earlier releases omit it.' }),
    version: z.string().optional().meta({ description: 'Version of Onasty.' }),
    commit: z.string().optional().meta({ description: 'Omitted if unknown.' }),
    sends_mail: z
      .boolean()
      .optional()
      .meta({ description: 'False if no mail leaves this server. Earlier releases omit it.' }),
    mailbox_path: z
      .string()
      .optional()
      .meta({ description: 'Page with the mails of this server, which sends none.' }),
  })
  .meta({ id: 'Instance' });

@ApiTags('instance')
@Controller()
export class InstanceController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(MAILBOX_PATH) private readonly mailboxPath: string | null,
    @Inject(SENDS_MAIL) private readonly sendsMail: boolean,
  ) {}

  @Get('ping')
  @ServesReaders()
  @apiRoute('Respond with pong. Shows that the API can be reached.', 200, pongSchema, [])
  ping(): z.output<typeof pongSchema> {
    return { message: 'pong' };
  }

  @Get('v1/instance')
  @ServesReaders()
  @apiRoute(
    'Get the limits and the version of this installation. Clients adapt to them.',
    200,
    instanceSchema,
    [],
  )
  instance(): z.output<typeof instanceSchema> {
    const commit = this.config.commit ?? BUILD.commit;
    const { signUp } = this.config.accounts;
    return {
      ...notesDto(this.config.notes),
      read_only: this.config.readOnly,
      sign_up: typeof signUp === 'string' ? signUp : 'domains',
      ...(typeof signUp === 'object' && { sign_up_domains: signUp.domains }),
      password_sign_in: this.config.accounts.passwordSignIn,
      version: BUILD.version,
      ...(commit !== undefined && { commit }),
      sends_mail: this.sendsMail,
      ...(this.mailboxPath !== null && { mailbox_path: this.mailboxPath }),
    };
  }
}

function notesDto({ policy, maxTtlSeconds, ...notes }: Config['notes']) {
  const lifetimes = allowedLifetimes(policy);
  return {
    note_max_bytes: notes.maxBytes,
    note_default_ttl_seconds: notes.defaultTtlSeconds,
    note_preselected_ttl_seconds: notes.preselectedTtlSeconds,
    ...(maxTtlSeconds !== null && { note_max_ttl_seconds: maxTtlSeconds }),
    ...(lifetimes !== null && { note_lifetimes_seconds: lifetimes }),
    note_slug_min_length: SLUG_MIN_LENGTH,
    note_password: policy.needsPassword ? ('required' as const) : ('optional' as const),
    reusable_notes: policy.allowsReusable,
    custom_links: policy.allowsCustomLinks,
    create_notes: policy.needsSignIn ? ('signed-in' as const) : ('anyone' as const),
    read_lease_seconds: notes.readLeaseSeconds,
  };
}

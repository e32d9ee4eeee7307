import { Body, Controller, Get, HttpCode, Inject, Param, Post, Redirect, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Config } from '#libs/config';
import type { Logger } from '#libs/observability';
import { signInFailures } from '../accounts.metrics.js';
import { tokenPairDto, tokenPairSchema } from '../sessions/sessions.dto.js';
import { Client, type ClientInfo } from '../client-info.js';
import { setRefreshCookie } from '../sessions/refresh-cookie.js';
import { CONFIG, LOGGER } from '../../tokens.js';
import { rateLimitKey } from '../../http/requests/rate-limit-key.js';
import { AcceptsAnyQuery } from '../../http/input/input.guard.js';
import { apiRoute } from '../../http/openapi.js';
import { ChangesState } from '../../http/route-options.js';
import { AppError } from '../../app-error.js';
import { browserKeyOf, keepBrowserKey } from './browser-key.js';
import * as dto from './oauth.dto.js';
import { OauthError, type OauthErrorReason } from './oauth.errors.js';
import { logFieldsOf } from './oauth-log.js';
import { OauthService } from './oauth.service.js';

interface Redirection {
  url: string;
  statusCode: number;
}

/** Redirects lead only to the configured providers and to one page of the web UI, whatever the request contains. */
@ApiTags('oauth')
@Controller('v1/oauth')
export class OauthController {
  private readonly page: string;

  constructor(
    private readonly oauth: OauthService,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.page = `${config.frontendUrl}/oauth/callback`;
  }

  @Get(':provider')
  @AcceptsAnyQuery()
  @Redirect()
  @ChangesState()
  @apiRoute('Begin to sign in through a provider. Redirects there.', 303, null, [
    'oauth.provider_not_supported',
  ])
  @ApiResponse({ status: 302, description: 'To the web UI, with the reason why sign-in is not possible.' })
  begin(
    @Param('provider') provider: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirection> {
    return this.redirect(request, provider, async () => {
      const browser = { key: keepBrowserKey(request, reply), client: rateLimitKey(request) };
      const url = await this.oauth.begin(provider, browser);
      return { url: url.href, statusCode: 303 };
    });
  }

  @Get(':provider/callback')
  @AcceptsAnyQuery()
  @Redirect()
  @ChangesState()
  @apiRoute(
    'Finish signing in through a provider. It redirects here, and this route redirects to the web UI.',
    302,
    null,
    ['oauth.provider_not_supported'],
  )
  finish(
    @Param('provider') provider: string,
    @Client() client: ClientInfo,
    @Req() request: FastifyRequest,
  ): Promise<Redirection> {
    return this.redirect(request, provider, async () => {
      const parameters = new URLSearchParams(request.url.split('?')[1]);
      const browser = { key: browserKeyOf(request), client: rateLimitKey(request) };
      const code = await this.oauth.finish(provider, browser, { parameters, client });
      return { url: `${this.page}#code=${code}`, statusCode: 302 };
    });
  }

  @Post('exchange')
  @HttpCode(200)
  @apiRoute(
    'Exchange the one-time code of a sign-in for tokens. Works once, within a minute, in the same browser.',
    200,
    tokenPairSchema,
    ['auth.unauthorized', 'oauth.code_invalid'],
  )
  async exchange(
    @Body({ schema: dto.oneTimeCodeSchema }) { code }: z.output<typeof dto.oneTimeCodeSchema>,
    @Client() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const pair = await this.oauth.exchange(code, browserKeyOf(request), client);
    setRefreshCookie(reply, pair.refreshToken);
    return tokenPairDto(pair);
  }

  private async redirect(
    request: FastifyRequest,
    provider: string,
    work: () => Promise<Redirection>,
  ): Promise<Redirection> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError) throw error;
      const reason = this.logged({ request_id: request.id, provider }, error);
      signInFailures.inc({ way: provider, reason });
      return { url: `${this.page}?error=${reason}`, statusCode: 302 };
    }
  }

  private logged(context: { request_id: string; provider: string }, error: unknown): OauthErrorReason {
    const fields = { ...context, ...logFieldsOf(error) };
    if (error instanceof OauthError) {
      this.logger.info(fields, 'sign-in through a provider rejected');
      return error.reason;
    }
    this.logger.error(fields, 'sign-in through a provider failed');
    return 'failed';
  }
}

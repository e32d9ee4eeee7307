import { Body, Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { apiRoute } from '../../../http/openapi.js';
import { Client, type ClientInfo } from '../../client-info.js';
import { Authenticated, CurrentUser } from '../../sessions/current-user.js';
import * as dto from './identities.dto.js';
import { IdentitiesService } from './identities.service.js';

@ApiTags('accounts')
@Controller('v1/me/identities')
@Authenticated()
export class IdentitiesController {
  constructor(private readonly identities: IdentitiesService) {}

  @Get()
  @apiRoute('List the providers through which you can sign in. Oldest first.', 200, dto.identitiesSchema, [])
  async list(@CurrentUser() { userId }: CurrentUser) {
    return dto.identitiesDto(await this.identities.list(userId));
  }

  @Delete(':provider')
  @HttpCode(204)
  @apiRoute('Unlink a provider from your account. Ends all other sessions.', 204, null, [
    'auth.too_many_attempts',
    'identity.last_way_in',
    'identity.not_found',
    'session.sign_in_again',
    'user.wrong_credentials',
  ])
  async unlink(
    @CurrentUser() user: CurrentUser,
    @Param('provider') provider: string,
    @Body({ schema: dto.unlinkSchema }) body: z.output<typeof dto.unlinkSchema>,
    @Client() client: ClientInfo,
  ) {
    await this.identities.unlink(user, provider, { password: body.current_password, client });
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { apiRoute } from '../../http/openapi.js';
import { Client, type ClientInfo } from '../client-info.js';
import { Authenticated, CurrentCaller, CurrentUser, type Caller } from '../sessions/current-user.js';
import * as dto from './own-api-keys.dto.js';
import { OwnApiKeysService } from './own-api-keys.service.js';

@ApiTags('api keys')
@Controller('v1/me/api-keys')
@Authenticated()
export class OwnApiKeysController {
  constructor(private readonly apiKeys: OwnApiKeysService) {}

  @Post()
  @apiRoute('Create an API key. The response shows it this once.', 201, dto.createdApiKeySchema, [
    'api_key.too_many',
  ])
  @ApiOperation({ operationId: 'apikeys.create' })
  async create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: dto.createApiKeySchema }) body: z.output<typeof dto.createApiKeySchema>,
    @Client() client: ClientInfo,
  ) {
    const { key, text } = await this.apiKeys.create(caller, dto.apiKeyDraftOf(body), client);
    return dto.createdApiKeyDto(key, text);
  }

  @Get()
  @apiRoute('List your API keys. The newest come first.', 200, dto.apiKeysSchema, [])
  @ApiOperation({ operationId: 'apikeys.list' })
  async list(@CurrentUser() { userId }: CurrentUser) {
    return dto.apiKeysDto(await this.apiKeys.list(userId));
  }

  @Delete(':id')
  @HttpCode(204)
  @apiRoute('Revoke one of your API keys. It stops working at once.', 204, null, ['api_key.not_found'])
  @ApiOperation({ operationId: 'apikeys.revoke' })
  async revoke(
    @CurrentUser() { userId }: CurrentUser,
    @Param('id') id: string,
    @Client() client: ClientInfo,
  ) {
    await this.apiKeys.revoke(userId, id, client);
  }
}

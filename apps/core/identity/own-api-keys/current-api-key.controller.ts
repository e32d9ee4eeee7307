import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { apiRoute } from '../../http/openapi.js';
import { Client, type ClientInfo } from '../client-info.js';
import { BearerToken } from '../sessions/current-user.js';
import * as dto from './own-api-keys.dto.js';
import { OwnApiKeysService } from './own-api-keys.service.js';

@ApiTags('api keys')
@Controller('v1/api-keys/current')
@ApiBearerAuth()
export class CurrentApiKeyController {
  constructor(private readonly apiKeys: OwnApiKeysService) {}

  @Get()
  @apiRoute('Get the API key of this request. Any scope will do.', 200, dto.currentApiKeySchema, [])
  @ApiOperation({ operationId: 'apikeys.current' })
  async get(@BearerToken() token: string) {
    return dto.currentApiKeyDto(await this.apiKeys.findByHolder(token));
  }

  @Delete()
  @HttpCode(204)
  @apiRoute('Revoke the API key of this request. Lets the finder of a leaked key end it.', 204, null, [
    'api_key.not_found',
  ])
  @ApiOperation({ operationId: 'apikeys.revokeCurrent' })
  async revoke(@BearerToken() token: string, @Client() client: ClientInfo) {
    await this.apiKeys.revokeByHolder(token, client);
  }
}

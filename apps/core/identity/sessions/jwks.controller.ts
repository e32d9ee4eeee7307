import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { apiRoute } from '../../http/openapi.js';
import { AccessTokens } from './access-tokens.js';
import { jwksSchema } from './sessions.dto.js';

@ApiTags('sessions')
@Controller('.well-known/jwks.json')
export class JwksController {
  constructor(private readonly accessTokens: AccessTokens) {}

  @Get()
  @apiRoute('Public keys of access tokens.', 200, jwksSchema, [])
  keys() {
    return this.accessTokens.jwks();
  }
}

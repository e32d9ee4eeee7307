import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { apiRoute } from '../../../http/openapi.js';
import { OauthProviders } from './oauth-providers.js';
import { providersDto, providersSchema } from '../oauth.dto.js';

@ApiTags('oauth')
@Controller('v1/auth')
export class ProvidersController {
  constructor(private readonly providers: OauthProviders) {}

  @Get('providers')
  @apiRoute('List the sign-in providers. Empty without any.', 200, providersSchema, [])
  list() {
    return providersDto(this.providers.all);
  }
}

import { Module } from '@nestjs/common';
import { NoticeAddressesController } from './notice-addresses.controller.js';
import { NoticeAddressesService } from './notice-addresses.service.js';
import { NoticeRecipients } from './notice-recipients.js';
import { NoticeRecipientsRepository } from './notice-recipients.repository.js';
import { NoticeSettingsController } from './notice-settings.controller.js';
import { NoticeQueueRepository } from './sending/notice-queue.repository.js';
import { NoticeSender } from './sending/notice-sender.js';
import { StopNoticesController } from './stop-notices.controller.js';

@Module({
  controllers: [NoticeSettingsController, NoticeAddressesController, StopNoticesController],
  providers: [
    NoticeAddressesService,
    NoticeRecipients,
    NoticeRecipientsRepository,
    NoticeQueueRepository,
    NoticeSender,
  ],
  exports: [NoticeRecipients],
})
export class NoticesModule {}

import { z } from 'zod';
import { plainText } from '../http/validation.js';
import type { NoticeSettings } from './notice-recipients.repository.js';

const MAX_LENGTH = 512;

export const noticeKey = plainText.max(MAX_LENGTH);

const settings = {
  notify_by_default: z
    .boolean()
    .meta({ description: 'Send a notice of each new note, unless its request says otherwise.' }),
  expired_unread: z.boolean().meta({ description: 'Also send a notice of a note that expires unread.' }),
};

export const noticeSettingsSchema = z.object(settings).meta({ id: 'NoticeSettings' });
export const changeNoticeSettingsSchema = z
  .strictObject(settings)
  .partial()
  .meta({ id: 'ChangeNoticeSettings' });

export const heldNoticeKeySchema = z.strictObject({ notice_key: noticeKey }).meta({ id: 'HeldNoticeKey' });
export const noticeKeySchema = z
  .object({
    notice_key: z.string().meta({
      description:
        'Lets its holder create notes with a notice to the address, once the address is confirmed.',
    }),
  })
  .meta({ id: 'NoticeKey' });
export const noticeAddressSchema = z
  .object({
    state: z
      .enum(['confirmed', 'pending', 'unknown'])
      .meta({ description: 'Unknown: no such key, or it expired, or its owner stopped all notices.' }),
  })
  .meta({ id: 'NoticeAddress' });

export function noticeSettingsDto(found: NoticeSettings | null): z.output<typeof noticeSettingsSchema> {
  return {
    notify_by_default: found?.isDefault ?? false,
    expired_unread: found?.expiredUnread ?? true,
  };
}

export function noticeSettingsOf(body: z.output<typeof changeNoticeSettingsSchema>): Partial<NoticeSettings> {
  return {
    ...(body.notify_by_default !== undefined && { isDefault: body.notify_by_default }),
    ...(body.expired_unread !== undefined && { expiredUnread: body.expired_unread }),
  };
}

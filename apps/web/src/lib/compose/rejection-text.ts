import { m } from '$lib/paraglide/messages.js';
import type { Rejection } from './handed-text.js';

const TEXTS: Record<Rejection['reason'], (values: { name: string; count: string }) => string> = {
  several_files: m.rejected_several_files,
  picture: m.rejected_picture,
  not_text: m.rejected_not_text,
  unreadable: m.rejected_unreadable,
  too_big: m.rejected_too_big,
  too_long: m.rejected_too_long,
};

export function rejectionText(rejection: Rejection, maxCharacters: string): string {
  const name = 'name' in rejection ? rejection.name : '';
  return TEXTS[rejection.reason]({ name, count: maxCharacters });
}

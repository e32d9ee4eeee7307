const INTACT =
  /^\/(?:[\w-]*|secret\/(?:[\w-]{1,43}|[\w-]+#[\w-]{43})|(?:verify|reset-password|change-email(?:\/stop)?|notices\/(?:confirm|stop))(?:#t=[\w-]{43})?|oauth\/callback(?:#code=[\w-]{43})?)$/;

/** True for nearly every address that needs no repair. Needs less code than a repair. */
export function isIntact(address: string): boolean {
  return INTACT.test(address);
}

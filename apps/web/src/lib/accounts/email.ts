/** Whether it may be an address at all. Whether it is one, the server and then a mail find out. */
export function looksLikeEmail(text: string): boolean {
  return /^\S+@\S+$/.test(text.trim());
}

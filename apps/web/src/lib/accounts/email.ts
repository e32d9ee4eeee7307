export function isEmailLike(text: string): boolean {
  return /^\S+@\S+$/.test(text.trim());
}

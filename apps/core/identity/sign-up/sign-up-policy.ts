import type { Config } from '#libs/config';

export type SignUpPolicy = Config['accounts']['signUp'];

/** Applies to sign-up and to the first sign-in through a provider, but not to invitations. */
export function isSignUpOpenTo(policy: SignUpPolicy, email: string): boolean {
  if (typeof policy === 'string') return policy === 'open';
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return policy.domains.includes(domain);
}

export type SignOutResult =
  | { kind: 'signed-out' | 'signed-out-everywhere' }
  | { kind: 'deleted'; email: string };

const STORED = 'notice-address';

export interface NoticeAddress {
  email: string;
  /** Lets this browser use the address once it is confirmed. */
  key: string;
}

/** Address for notices of notes that this browser sends without an account. */
let current: NoticeAddress | null | undefined;

export function readAddress(): NoticeAddress | null {
  current ??= load();
  return current;
}

export function storeAddress(address: NoticeAddress | null): void {
  current = address;
  try {
    if (address === null) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, JSON.stringify(address));
  } catch {
    // Where storage is blocked, the address lasts as long as the page.
  }
}

function load(): NoticeAddress | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(STORED) ?? 'null');
    return isAddress(value) ? value : null;
  } catch {
    return null;
  }
}

function isAddress(value: unknown): value is NoticeAddress {
  if (typeof value !== 'object' || value === null) return false;
  const { email, key }: { email?: unknown; key?: unknown } = value;
  return typeof email === 'string' && typeof key === 'string';
}

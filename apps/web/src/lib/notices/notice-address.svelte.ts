import { noticesClient } from '../api/notices-client.js';

const STORED = 'notice-address';

export interface StoredNoticeAddress {
  email: string;
  /** Lets this browser use the address once it is confirmed. */
  key: string;
}

/** Address for notices of notes that this browser sends without an account. */
class NoticeAddress {
  stored = $state<StoredNoticeAddress | null>(load());
  isConfirmed = $state(false);

  async request(email: string): Promise<void> {
    this.store({ email, key: await noticesClient.requestAddress(email) });
    this.isConfirmed = false;
  }

  async check(): Promise<void> {
    if (this.stored === null) return;
    const state = await noticesClient.addressState(this.stored.key);
    if (state === 'unknown') this.forget();
    this.isConfirmed = state === 'confirmed';
  }

  forget(): void {
    this.store(null);
    this.isConfirmed = false;
  }

  private store(address: StoredNoticeAddress | null): void {
    this.stored = address;
    try {
      if (address === null) localStorage.removeItem(STORED);
      else localStorage.setItem(STORED, JSON.stringify(address));
    } catch {
      // Where storage is blocked, the address lasts as long as the page.
    }
  }
}

function load(): StoredNoticeAddress | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(STORED) ?? 'null');
    return isAddress(value) ? value : null;
  } catch {
    return null;
  }
}

function isAddress(value: unknown): value is StoredNoticeAddress {
  if (typeof value !== 'object' || value === null) return false;
  const { email, key }: { email?: unknown; key?: unknown } = value;
  return typeof email === 'string' && typeof key === 'string';
}

export const noticeAddress = new NoticeAddress();

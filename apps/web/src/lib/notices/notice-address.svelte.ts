import { noticesClient } from '../api/notices-client.js';
import { readAddress, storeAddress, type NoticeAddress } from './stored-address.js';

class NoticeAddressState {
  stored = $state<NoticeAddress | null>(readAddress());
  isConfirmed = $state(false);

  async request(email: string): Promise<void> {
    this.store({ email, key: await noticesClient.requestAddress(email) });
  }

  async check(): Promise<void> {
    if (this.stored === null) return;
    const state = await noticesClient.addressState(this.stored.key);
    if (state === 'unknown') this.forget();
    this.isConfirmed = state === 'confirmed';
  }

  forget(): void {
    this.store(null);
  }

  private store(address: NoticeAddress | null): void {
    this.stored = address;
    this.isConfirmed = false;
    storeAddress(address);
  }
}

export const noticeAddress = new NoticeAddressState();

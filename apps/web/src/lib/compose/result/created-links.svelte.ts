import { loadFromTab, removeFromTab, saveInTab } from '$lib/tab-store.js';
import { confirmLeaving } from '../confirm-leaving.js';
import { parseNoteLinks, type NoteLink } from './note-link.js';

const NAME = 'created-links';

/** Links of notes that this tab created. The server does not know them. */
class CreatedLinks {
  links = $state<NoteLink[]>([]);
  loaded = $state(false);

  private loading: Promise<void> | null = null;

  load(): Promise<void> {
    this.loading ??= this.restore();
    return this.loading;
  }

  find(slug: string): NoteLink | null {
    return this.links.find((link) => link.slug === slug) ?? null;
  }

  async add(link: NoteLink): Promise<void> {
    await this.load();
    this.links = [link, ...this.links.filter(({ slug }) => slug !== link.slug)];
    await this.save();
  }

  reportCopy(slug: string, copied: boolean): void {
    const link = this.find(slug);
    if (link === null || link.copied === true) return;
    link.copied = copied;
    void this.save();
  }

  remove(slug: string): void {
    this.links = this.links.filter((link) => link.slug !== slug);
    void this.save();
  }

  private async restore(): Promise<void> {
    this.links = parseNoteLinks(await loadFromTab(NAME));
    this.loaded = true;
    confirmLeaving(() => this.links.some(({ copied }) => copied !== true));
  }

  private async save(): Promise<void> {
    if (this.links.length === 0) removeFromTab(NAME);
    else await saveInTab(NAME, $state.snapshot(this.links));
  }
}

export const createdLinks = new CreatedLinks();

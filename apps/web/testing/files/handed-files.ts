import type { Visitor } from '../visitor.js';

export interface HandedFile {
  name: string;
  type: string;
  content: string | readonly number[];
}

/** Dispatches the event with the files, as a browser does when a person drags, drops or pastes them. */
export async function handFiles(
  { page }: Visitor,
  event: 'dragover' | 'drop' | 'paste',
  files: readonly HandedFile[],
): Promise<void> {
  await page.evaluate(
    ([type, handed]) => {
      const data = new DataTransfer();
      for (const { name, type: fileType, content } of handed) {
        const part = typeof content === 'string' ? content : Uint8Array.from(content);
        data.items.add(new File([part], name, { type: fileType }));
      }
      const init = { bubbles: true, cancelable: true };
      if (type === 'paste')
        document.activeElement?.dispatchEvent(new ClipboardEvent(type, { ...init, clipboardData: data }));
      else document.body.dispatchEvent(new DragEvent(type, { ...init, dataTransfer: data }));
    },
    [event, files] as const,
  );
}

function removeClipboard(): void {
  Object.defineProperty(navigator, 'clipboard', { value: undefined });
  Object.defineProperty(document, 'execCommand', { value: () => false });
}

/** Lets the page copy nothing. */
export async function blockClipboard(visitor: Visitor): Promise<void> {
  await visitor.addScript(removeClipboard);
  await visitor.page.evaluate(removeClipboard);
}

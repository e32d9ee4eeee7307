/**
 * Flag that this browser has a session, so that visitors without one cause no request. static/theme.js reads it before
 * the first paint and shows the matching links in the page header.
 */
export interface SessionHint {
  has(): boolean;
  set(): void;
  remove(): void;
  /** Calls back when another tab signs in or out. */
  onChange(changed: () => void): void;
}

const STORAGE_KEY = 'session';

export const sessionHint: SessionHint = {
  has() {
    return read() ?? document.documentElement.dataset['session'] !== undefined;
  },

  set() {
    document.documentElement.dataset['session'] = '';
    // A new value each time, so that other tabs also notice one session following another.
    write((storage) => storage.setItem(STORAGE_KEY, String(Date.now())));
  },

  remove() {
    delete document.documentElement.dataset['session'];
    write((storage) => storage.removeItem(STORAGE_KEY));
  },

  onChange(changed) {
    // Pages are prerendered without a window.
    globalThis.addEventListener?.('storage', ({ key }) => {
      if (key !== STORAGE_KEY && key !== null) return;
      document.documentElement.toggleAttribute('data-session', read() === true);
      changed();
    });
  },
};

/** Null if storage is blocked: the session then lasts as long as the page. */
function read(): boolean | null {
  try {
    return localStorage.getItem(STORAGE_KEY) !== null;
  } catch {
    return null;
  }
}

function write(change: (storage: Storage) => void): void {
  try {
    change(localStorage);
  } catch {
    // Storage is blocked: only the attribute of this page carries the hint.
  }
}

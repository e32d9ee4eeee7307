/**
 * That this browser has a session, and nothing of the session, so that visitors without one ask the server for none.
 * theme.js reads it as well, before the first paint; the links of each page's head go by that.
 */
export interface Mark {
  has(): boolean;
  set(): void;
  remove(): void;
  /** Calls back when another tab signed in or out. */
  onChange(changed: () => void): void;
}

const STORAGE_KEY = 'session';

export const mark: Mark = {
  has() {
    return read() ?? document.documentElement.dataset['session'] !== undefined;
  },

  set() {
    document.documentElement.dataset['session'] = '';
    // A new value each time, so that other tabs notice also when one session follows another.
    write((storage) => storage.setItem(STORAGE_KEY, String(Date.now())));
  },

  remove() {
    delete document.documentElement.dataset['session'];
    write((storage) => storage.removeItem(STORAGE_KEY));
  },

  onChange(changed) {
    // Pages are also made at build time, where there is no window.
    globalThis.addEventListener?.('storage', ({ key }) => {
      if (key !== STORAGE_KEY && key !== null) return;
      document.documentElement.toggleAttribute('data-session', read() === true);
      changed();
    });
  },
};

/** Null when storage is blocked: the session lasts as long as the page then. */
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
    // Storage is blocked: the attribute of the page says it.
  }
}

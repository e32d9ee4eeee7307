export type NoteOption = 'read-limit' | 'expiry' | 'password' | 'custom-link' | 'label' | 'notice';

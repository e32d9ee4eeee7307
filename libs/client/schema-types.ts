export interface CreateNote {
  content: string;
  slug?: string | null;
  password?: string | null;
  keep_before_expiration?: boolean | null;
  expires_at?: string | null;
}

export interface CreatedNote {
  slug: string;
  receipt: string;
}

export interface NoteMeta {
  created_at: string;
  has_password: boolean;
  sealed: boolean;
  keep_before_expiration: boolean;
  expires_at?: string;
}

export interface OpenedNote {
  slug: string;
  content: string;
  keep_before_expiration: boolean;
  has_password: boolean;
  created_at: string;
  expires_at?: string;
}

export interface NoteReceipt {
  state: 'unread' | 'read' | 'expired' | 'deleted';
  read_at?: string;
  expires_at?: string;
}

export interface Instance {
  note_max_bytes: number;
  note_max_ttl_seconds?: number;
  read_lease_seconds: number;
}

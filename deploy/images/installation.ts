/** Installation that a newcomer takes through its life, in the order of its methods. `url` is its address. */
export interface Installation {
  readonly url: string;
  /** Resolves once every service is healthy. */
  install(): Promise<void>;
  restart(): Promise<void>;
  upgrade(): Promise<void>;
  backUp(): Promise<void>;
  /** Replaces the installation by a new one with the data of the backup. */
  restoreElsewhere(): Promise<void>;
  /** Containers that run. */
  containers(): Promise<string[]>;
  remove(): Promise<void>;
}

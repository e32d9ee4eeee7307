import { OperatorError } from '#libs/observability';

const CAUSES = new Map([
  ['EACCES', 'this user has no permission'],
  ['EPERM', 'this user has no permission'],
  ['EROFS', 'its file system is read-only'],
  ['ENOENT', 'no folder can be created there'],
  ['ENOTDIR', 'part of the path is not a folder'],
  ['EEXIST', 'part of the path is not a folder'],
  ['ELOOP', 'its symbolic links form a loop'],
  ['ENAMETOOLONG', 'the path is too long'],
  ['ENOSPC', 'its disk is full'],
  ['EDQUOT', 'the disk quota of this user is used up'],
  ['EIO', 'its disk fails'],
]);

/** The data folder cannot be used. The message is one sentence for the operator. */
export class DataFolderError extends OperatorError {
  readonly code = 'data_folder.unusable';

  constructor(folder: string, problem: string, cause?: unknown) {
    super(`${folder} ${problem}`, { variable: 'DATA_DIR', cause });
    this.name = 'DataFolderError';
  }
}

/** Explains an error of the file system; returns any other error as it is. */
export function explainDataFolderError(folder: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return error;
  const { code } = error;
  const reason = CAUSES.get(String(code)) ?? `its file system reports ${String(code)}`;
  return new DataFolderError(folder, `cannot be used: ${reason}`, error);
}

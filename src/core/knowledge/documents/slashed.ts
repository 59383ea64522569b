import path from 'node:path';

/** A path as it is written in files and shown to users, on every system. */
export function slashed(file: string): string {
  return path.sep === '\\' ? file.replaceAll('\\', '/') : file;
}

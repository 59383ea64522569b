import path from 'node:path';
import { LocalFileStorage } from 'vectra';
import { writeNewFile, type FileLayer } from '../../store/fileLayer';
import { replaceFile } from '../../store/replaceFile';

/** Vectra's own storage writes in place and syncs nothing: a kill in the middle left empty indexes. */
export class DurableStorage extends LocalFileStorage {
  constructor(private readonly files: FileLayer) {
    super();
  }

  override async createFile(filePath: string, content: Buffer | string): Promise<void> {
    await writeNewFile(this.files, filePath, Buffer.from(content));
    await this.files.syncFolder(path.dirname(filePath));
  }

  override upsertFile(filePath: string, content: Buffer | string): Promise<void> {
    return replaceFile(this.files, filePath, typeof content === 'string' ? Buffer.from(content) : content);
  }

  override async pathExists(filePath: string): Promise<boolean> {
    return (await this.files.identity(filePath)) !== undefined;
  }

  override async readFile(filePath: string): Promise<Buffer> {
    const content = await this.files.read(filePath);
    if (content === undefined) throw new Error(`${filePath} does not exist.`);
    return content.bytes;
  }
}

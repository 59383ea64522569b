/** What the store asks of the file system. Tests put a layer in between that fails, or stops, at a chosen operation. */
export interface FileLayer {
  /** Creates the folder, durably; its parent must exist. No error if it is there. */
  makeFolder(folder: string): Promise<void>;
  /** The names in a folder. */
  list(folder: string): Promise<string[]>;
  /** The file from `offset` on; undefined if there is none. */
  read(file: string, offset?: number): Promise<FileContent | undefined>;
  /** Changes when another file is put in its place; undefined if there is none. */
  identity(file: string): Promise<string | undefined>;
  /** To append to a file that may exist, or to write one that must not. */
  open(file: string, mode: 'append' | 'create'): Promise<OpenFile>;
  /** Replaces what is at `to`. */
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name. Fails with EEXIST if there is one of that name: of several callers one succeeds. */
  link(from: string, to: string): Promise<void>;
  /** No error if there is none. */
  remove(file: string): Promise<void>;
  /** Makes durable which files the folder has. */
  syncFolder(folder: string): Promise<void>;
}

export interface FileContent {
  readonly bytes: Buffer;
  /** Of the whole file. */
  readonly size: number;
}

export interface OpenFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when the content is on the disk. */
  sync(): Promise<void>;
  /** Empties the file. */
  truncate(): Promise<void>;
  close(): Promise<void>;
}

/** The bytes of a file, in one piece or in several. */
export type FileBytes = Uint8Array | readonly Uint8Array[];

/** Creates a file whose content is on the disk before it resolves. */
export async function writeNewFile(files: FileLayer, name: string, content: FileBytes): Promise<void> {
  const file = await files.open(name, 'create');
  try {
    for (const piece of content instanceof Uint8Array ? [content] : content) await file.write(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

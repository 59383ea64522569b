import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Embed, KnowledgeBases } from '../../../../src/core/knowledge/knowledgeBase';
import type { Passage } from '../../../../src/core/run/events';
import { openKnowledgeBases } from '../../../../src/core/knowledge/openKnowledgeBases';
import type { FileLayer } from '../../../../src/core/store/fileLayer';
import { emptyFolder } from '../../../support/temporary';

export const signal = new AbortController().signal;

/** Whoever asks a model here has not been told to. */
export const noEmbed: Embed = () => Promise.reject(new Error('No embedding model is needed here.'));

/** A workspace with files in it. */
export class KnowledgeWorkspace {
  readonly folder = emptyFolder();

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.write(files);
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(this.path(name)), { recursive: true });
      writeFileSync(this.path(name), content);
    }
  }

  delete(name: string): void {
    rmSync(this.path(name));
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  /** As another process, or window, would see them. */
  open(embed: Embed = noEmbed, files?: FileLayer): KnowledgeBases {
    return openKnowledgeBases({ workspace: this.folder, embed, ...(files && { files }) });
  }
}

export function sourcesOf(passages: readonly Passage[]): string[] {
  return passages.map(({ source }) => source).sort();
}

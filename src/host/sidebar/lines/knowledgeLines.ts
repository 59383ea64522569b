import path from 'node:path';
import type { EmbeddingModel, KnowledgeBaseInfo, KnowledgeDocument } from '../../../core/knowledge/knowledgeBase';
import { countText } from '../../../core/knowledge/updateText';
import type { Line, LineIcon } from './line';
import { momentText } from './times';

/** A knowledge base, and how its documents stand to their files. */
export interface ShownKnowledge {
  /** The URI of its workspace folder. */
  readonly folder: string;
  /** Told where there are several folders. */
  readonly folderName?: string;
  readonly base: KnowledgeBaseInfo;
  readonly documents: readonly KnowledgeDocument[];
  readonly isUpdating: boolean;
}

/** One that is there and cannot be read. */
export interface ShownBroken {
  readonly folder: string;
  readonly folderName?: string;
  readonly name: string;
  readonly reason: string;
}

/** Nobody looks through more than this in a list. */
const mostDocuments = 1_000;

export function knowledgeLines(bases: readonly (ShownKnowledge | ShownBroken)[], now: Date): Line[] {
  const lines = bases.map((shown) => ('base' in shown ? baseLine(shown, now) : brokenLine(shown)));
  return lines.sort((a, b) => a.label.localeCompare(b.label));
}

function brokenLine({ folder, folderName, name, reason }: ShownBroken): Line {
  return {
    id: `knowledge ${folder} ${name}`,
    label: name,
    description: [folderName, 'cannot be read'].filter((part) => part !== undefined).join(' · '),
    icon: { name: 'error', color: 'list.errorForeground' },
    details: [reason],
    spoken: `Knowledge base ${name}, cannot be read. ${reason}`,
    traits: 'knowledge idle broken',
    knowledge: { folder, name },
  };
}

function baseLine({ folder, folderName, base, documents, isUpdating }: ShownKnowledge, now: Date): Line {
  const { name, chunks, embedding, refreshedAt } = base;
  const stale = documents.filter(({ state }) => state !== 'current').length;
  const refreshed = refreshedAt === undefined ? undefined : momentText(refreshedAt, now);
  const standing = isUpdating ? 'updating' : stale > 0 ? `${stale.toLocaleString('en')} stale` : undefined;
  const counts = base.documents === 0 ? ['empty'] : [countText(base.documents, 'document'), countText(chunks, 'chunk')];
  const parts = [folderName, standing, ...counts, embeddingText(embedding), refreshed].filter((part) => part !== undefined);
  return {
    id: `knowledge ${folder} ${name}`,
    label: name,
    description: parts.join(' · '),
    icon: isUpdating ? { name: 'sync~spin' } : { name: 'book', ...(stale > 0 && { color: 'list.warningForeground' }) },
    details: [
      base.documents === 0 ? 'It is empty: add files or a folder to it.' : `It holds ${countText(base.documents, 'document')} in ${countText(chunks, 'chunk')}.`,
      embeddingSentence(embedding),
      ...(refreshed === undefined ? [] : [`Last refreshed ${refreshed}.`]),
      ...(stale > 0 ? [staleSentence(documents)] : []),
    ],
    spoken: `Knowledge base ${name}, ${parts.join(', ')}`,
    traits: ['knowledge', ...(isUpdating ? ['updating'] : ['idle']), ...(base.documents > 0 ? ['filled'] : [])].join(' '),
    knowledge: { folder, name },
    children: () => documentLines(folder, name, documents),
  };
}

function embeddingText(embedding: EmbeddingModel): string {
  return embedding.kind === 'lexical' ? 'by words' : embedding.model;
}

function embeddingSentence(embedding: EmbeddingModel): string {
  if (embedding.kind === 'lexical') return 'It is searched by words and parts of words: built in, without a key or a network.';
  return `It is searched by meaning and by words. The meaning comes from ${embedding.model}, with ${embedding.dimensions.toLocaleString('en')} dimensions.`;
}

function staleSentence(documents: readonly KnowledgeDocument[]): string {
  const count = (wanted: KnowledgeDocument['state']) => documents.filter(({ state }) => state === wanted).length;
  const [changed, missing] = [count('changed'), count('missing')];
  const parts = [...(changed > 0 ? [`${countText(changed, 'file')} changed`] : []), ...(missing > 0 ? [`${countText(missing, 'file')} gone`] : [])];
  return `Since then: ${parts.join(', ')}. Refresh it.`;
}

/** What is stale comes first: it is what somebody may look for. */
function documentLines(folder: string, base: string, documents: readonly KnowledgeDocument[]): Line[] {
  const rank = ({ state }: KnowledgeDocument) => (state === 'current' ? 1 : 0);
  const sorted = [...documents].sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path));
  const lines = sorted.slice(0, mostDocuments).map((document) => documentLine(folder, base, document));
  return sorted.length <= mostDocuments ? lines : [...lines, moreLine(folder, base, sorted.length - mostDocuments)];
}

const states: Readonly<Record<KnowledgeDocument['state'], { readonly icon: LineIcon; readonly word?: string; readonly sentence: string }>> = {
  current: { icon: { name: 'file' }, sentence: 'It is as it was when it was last read.' },
  changed: { icon: { name: 'edit', color: 'list.warningForeground' }, word: 'changed', sentence: 'The file has changed since it was read. Refresh the knowledge base to read it again.' },
  missing: { icon: { name: 'trash', color: 'list.warningForeground' }, word: 'missing', sentence: 'The file is gone. Refresh the knowledge base, and it forgets the document.' },
};

function documentLine(folder: string, base: string, { path: file, chunks, state }: KnowledgeDocument): Line {
  const { icon, word, sentence } = states[state];
  const [place, count] = [path.posix.dirname(file), countText(chunks, 'chunk')];
  const parts = [word, count, place === '.' ? undefined : place].filter((part) => part !== undefined);
  return {
    id: `document ${folder} ${base} ${file}`,
    label: path.posix.basename(file),
    description: parts.join(' · '),
    icon,
    details: [file, `${count}. ${sentence}`],
    spoken: `Document ${file}, ${[word, count].filter((part) => part !== undefined).join(', ')}`,
    traits: `document ${state}`,
    ...(state !== 'missing' && { opens: { what: 'document', folder, source: file } }),
  };
}

function moreLine(folder: string, base: string, count: number): Line {
  const text = `and ${countText(count, 'more document')}`;
  return {
    id: `more ${folder} ${base}`,
    label: '',
    description: text,
    icon: { name: 'ellipsis' },
    details: ['They are in the knowledge base, and in searches, but not in this list.'],
    spoken: text,
    traits: 'more',
  };
}

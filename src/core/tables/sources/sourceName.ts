import { createHash } from 'node:crypto';
import path from 'node:path';
import type { FlowSource } from '../../flow/model';
import { plainLine } from '../../text/plainLine';
import type { WorkflowPlace } from '../../workspace/findFile';

/** A query that is longer is told by its beginning and a hash of it. */
const longestQuery = 80;

/**
 * Names a source, for people and as the `source_connection` of its rows: `data/reviews.csv` from the workspace's root, so that two
 * workflows in different folders mean the same rows by the same name, or `warehouse: SELECT id, review FROM reviews`. How a query is laid
 * out in lines does not count; another query is another source.
 */
export function sourceName(source: FlowSource, { folder, workspace }: WorkflowPlace): string {
  if (source.kind === 'file') return path.relative(path.resolve(workspace), path.resolve(folder, source.path)).split(path.sep).join('/');
  return plainLine(`${source.connection}: ${source.query === undefined ? (source.key ?? '') : shortened(source.query)}`);
}

function shortened(query: string): string {
  const line = query.trim().replace(/\s+/g, ' ').replace(/\s*;$/, '');
  if (line.length <= longestQuery) return line;
  const hash = createHash('sha256').update(line).digest('hex').slice(0, 8);
  return `${line.slice(0, longestQuery - 12).trimEnd()} … (${hash})`;
}

import type { TableQuery } from '../../src/shared/tableProtocol';
import { Icon } from '../ui/Icon';
import { change } from './state/table';

/** Why there is nothing to see, and what to do first. */
export function EmptyState({ query }: { readonly query?: TableQuery }) {
  const { icon, title, steps } = query ? emptyTable(query) : nothingYet;
  return (
    <div className="empty-state" role="status">
      <span className="empty-icon">
        <Icon name={icon} />
      </span>
      <h1>{title}</h1>
      {steps.map((step) => (
        <p key={step}>{step}</p>
      ))}
      {query && isFiltered(query) && (
        <vscode-button secondary onClick={() => change({ text: '', status: undefined })}>
          Clear Filter
        </vscode-button>
      )}
    </div>
  );
}

export function isFiltered({ text, status }: TableQuery): boolean {
  return text.trim() !== '' || status !== undefined;
}

const pullRows = 'Pull the rows of its source: run “llmflow ingest” with the workflow’s file in a terminal.';
const runProcesses = 'Run its processes over them: run “llmflow table” with the workflow’s file in a terminal.';

const nothingYet = {
  icon: 'table',
  title: 'There are no tables yet',
  steps: ['Name a source and processes in a workflow: “source: reviews.csv” and “processes:”.', pullRows, runProcesses],
};

function emptyTable(query: TableQuery): typeof nothingYet {
  if (isFiltered(query)) return { icon: 'filter', title: 'No row matches the filter', steps: [] };
  switch (query.subject.view) {
    case 'results':
      return { icon: 'beaker', title: 'There are no results yet', steps: [runProcesses] };
    case 'workflows':
      return { icon: 'type-hierarchy', title: 'No workflow has run over a table yet', steps: [runProcesses] };
    case 'source':
    case 'joined':
      return { icon: 'database', title: 'This source has no rows', steps: [pullRows] };
  }
}

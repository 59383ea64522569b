import type { Startable, TableQuery } from '../../src/shared/tableProtocol';
import { Icon } from '../ui/Icon';
import { callOrTell } from './calls';
import { change } from './state/table';

/** Why there is nothing to see, and what to do first. */
export function EmptyState({ query }: { readonly query?: TableQuery }) {
  const { icon, title, steps, start } = query ? emptyTable(query) : nothingYet;
  return (
    <div className="empty-state" role="status">
      <span className="empty-icon">
        <Icon name={icon} />
      </span>
      <h1>{title}</h1>
      {steps.map((step) => (
        <p key={step}>{step}</p>
      ))}
      <div className="empty-actions">
        {start.map((what, index) => (
          <vscode-button key={what} secondary={index > 0} onClick={() => callOrTell('start', { what })}>
            {labels[what]}
          </vscode-button>
        ))}
        {query && isFiltered(query) && (
          <vscode-button secondary onClick={() => change({ text: '', status: undefined })}>
            Clear Filter
          </vscode-button>
        )}
      </div>
    </div>
  );
}

export function isFiltered({ text, status }: TableQuery): boolean {
  return text.trim() !== '' || status !== undefined;
}

interface EmptyText {
  readonly icon: string;
  readonly title: string;
  readonly steps: readonly string[];
  readonly start: readonly Startable[];
}

const labels: Readonly<Record<Startable, string>> = { 'new-workflow': 'New Workflow…', 'pull-source': 'Pull Source', 'run-table': 'Run Table' };

const pullRows = 'Pull the rows of a workflow’s source, here or with “llmflow ingest” in a terminal.';
const runProcesses = 'Run the processes of a workflow over its rows, here or with “llmflow table” in a terminal.';

const nothingYet: EmptyText = {
  icon: 'table',
  title: 'There are no tables yet',
  steps: [
    'Name a source and processes in a workflow: “source: reviews.csv” and “processes:”.',
    'Then run it over the rows, here or with “llmflow table” in a terminal.',
  ],
  start: ['run-table', 'new-workflow'],
};

function emptyTable(query: TableQuery): EmptyText {
  if (isFiltered(query)) return { icon: 'filter', title: 'No row matches the filter', steps: [], start: [] };
  switch (query.subject.view) {
    case 'results':
      return { icon: 'beaker', title: 'There are no results yet', steps: [runProcesses], start: ['run-table'] };
    case 'workflows':
      return { icon: 'type-hierarchy', title: 'No workflow has run over a table yet', steps: [runProcesses], start: ['run-table', 'new-workflow'] };
    case 'source':
    case 'joined':
      return { icon: 'database', title: 'This source has no rows', steps: [pullRows], start: ['pull-source'] };
  }
}

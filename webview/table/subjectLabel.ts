import type { TableCatalog, TableSubject } from '../../src/shared/tableProtocol';

export const viewLabels: Record<TableSubject['view'], string> = {
  joined: 'Rows with Results',
  source: 'Source Data',
  workflows: 'Workflow Configuration',
  results: 'Results',
};

export function subjectLabel(subject: TableSubject, catalog: TableCatalog | undefined): string {
  const name = subject.view === 'source' ? subject.source : subject.view === 'workflows' ? undefined : workflowName(subject.workflow, catalog);
  return name === undefined ? viewLabels[subject.view] : `${viewLabels[subject.view]}: ${name}`;
}

function workflowName(id: string | undefined, catalog: TableCatalog | undefined): string | undefined {
  return catalog?.workflows.find(({ workflow_id }) => workflow_id === id)?.workflow_name;
}

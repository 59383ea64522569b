import type { TableCatalog, TableSubject } from '../../../src/shared/tableProtocol';
import { useStore } from '../../ui/store';
import { catalog, show } from '../state/table';
import { viewLabels } from '../subjectLabel';

const views = ['joined', 'source', 'results', 'workflows'] as const;
const everyWorkflow = '';

/** Which table, and of what. */
export function SubjectPicker({ subject }: { readonly subject: TableSubject }) {
  const tables = useStore(catalog);
  if (!tables) return null;
  const choices = choicesOf(subject, tables);
  return (
    <>
      <select
        aria-label="Table"
        value={subject.view}
        onChange={({ target }) => {
          const view = views.find((known) => known === target.value);
          const next = view && subjectOf(view, undefined, tables);
          if (next) void show(next);
        }}
      >
        {views.map((view) => (
          <option key={view} value={view} disabled={!subjectOf(view, undefined, tables)}>
            {viewLabels[view]}
          </option>
        ))}
      </select>
      {choices.length > 0 && (
        <select
          aria-label={subject.view === 'source' ? 'Source' : 'Workflow'}
          value={valueOf(subject)}
          onChange={({ target }) => {
            const next = subjectOf(subject.view, target.value, tables);
            if (next) void show(next);
          }}
        >
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </>
  );
}

function choicesOf({ view }: TableSubject, { sources, workflows }: TableCatalog) {
  const named = workflows.map(({ workflow_id, workflow_name }) => ({ value: workflow_id, label: workflow_name }));
  switch (view) {
    case 'source':
      return sources.map((source) => ({ value: source, label: source }));
    case 'joined':
      return named;
    case 'results':
      return [{ value: everyWorkflow, label: 'All workflows' }, ...named];
    case 'workflows':
      return [];
  }
}

/** Undefined where there is none to show. */
function subjectOf(view: TableSubject['view'], value: string | undefined, { sources, workflows }: TableCatalog): TableSubject | undefined {
  const source = value ?? sources[0];
  const workflow = value ?? workflows[0]?.workflow_id;
  switch (view) {
    case 'source':
      return source === undefined ? undefined : { view, source };
    case 'joined':
      return workflow === undefined ? undefined : { view, workflow };
    case 'results':
      return value === undefined || value === everyWorkflow ? { view } : { view, workflow: value };
    case 'workflows':
      return { view };
  }
}

function valueOf(subject: TableSubject): string {
  if (subject.view === 'source') return subject.source;
  return subject.view === 'workflows' ? '' : (subject.workflow ?? everyWorkflow);
}

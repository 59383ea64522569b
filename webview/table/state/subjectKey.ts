import type { TableSubject } from '../../../src/shared/tableProtocol';

/** The name under which a table's arrangement is remembered. */
export function keyOf(subject: TableSubject): string {
  switch (subject.view) {
    case 'source':
      return `source ${subject.source}`;
    case 'joined':
      return `joined ${subject.workflow}`;
    case 'workflows':
    case 'results':
      return subject.view;
  }
}

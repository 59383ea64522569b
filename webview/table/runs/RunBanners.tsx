import type { TableCatalog, TableSubject } from '../../../src/shared/tableProtocol';
import { useStore } from '../../ui/store';
import { runs, runsInView } from '../state/runs';
import { RunBanner } from './RunBanner';

interface Props {
  readonly subject: TableSubject | undefined;
  readonly catalog: TableCatalog;
}

/** The table runs that fill what is looked at, above it. */
export function RunBanners({ subject, catalog }: Props) {
  return runsInView(useStore(runs), subject, catalog).map((run) => <RunBanner key={run.path} {...run} isOnly={catalog.workflows.length === 1} />);
}

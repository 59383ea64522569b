import { useEffect } from 'react';
import { Banner } from '../ui/Banner';
import { Toasts } from '../ui/Toasts';
import { useSelected, useStore } from '../ui/store';
import { EmptyState } from './EmptyState';
import { Grid } from './grid/Grid';
import { CellMenu } from './menu/CellMenu';
import { openByKey, openByPointer } from './menu/menuEvents';
import { ReadingPane } from './pane/ReadingPane';
import { RunBanners } from './runs/RunBanners';
import { pane } from './state/reading';
import { catalog, failure, query, rowWindow } from './state/table';
import { selectionFollowsOrder } from './state/selectionFollowsOrder';
import { Toolbar } from './toolbar/Toolbar';
import { subjectLabel } from './subjectLabel';

export function App() {
  const tables = useStore(catalog);
  const current = useStore(query);
  const isPaneOpen = useSelected(pane, ({ open }) => open);
  const failed = useStore(failure);
  const rowsFailed = useSelected(rowWindow.rows, ({ error }) => error);
  const isEmpty = useSelected(rowWindow.rows, ({ state, matching }) => state === 'loaded' && matching === 0);

  useEffect(() => selectionFollowsOrder(), []);

  const problem = failed ?? rowsFailed;
  const hasNothing = tables?.sources.length === 0 && tables.workflows.length === 0;
  return (
    <>
      {!hasNothing && <Toolbar />}
      {tables && <RunBanners subject={current?.subject} catalog={tables} />}
      {problem !== undefined && (
        <Banner kind="error" icon="error">
          <span>{problem}</span>
        </Banner>
      )}
      {hasNothing ? (
        <EmptyState />
      ) : (
        current && (
          <main className="work">
            <div className="grid-place" onContextMenu={openByPointer} onKeyDown={openByKey}>
              {/* The grid stays while a filter lets nothing through: it keeps columns and scroll bars. */}
              <Grid query={current} label={subjectLabel(current.subject, tables)} />
              {isEmpty && <EmptyState query={current} />}
            </div>
            {isPaneOpen && <ReadingPane query={current} />}
          </main>
        )
      )}
      {current && <CellMenu query={current} />}
      <Toasts />
    </>
  );
}

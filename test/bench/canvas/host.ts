import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import { checkFlow } from '../../../src/core/flow/rules/checkFlow';
import { catalog, providerIds } from '../../../src/core/models/catalog';
import { canvasView } from '../../../src/host/canvas/canvasView';
import type { ToCanvas } from '../../../src/shared/protocol';

/** What the extension host answers to `ready`, from the file's text on. */
export function welcome(text: string): ToCanvas[] {
  const document = parseFlow(text);
  const view = canvasView(
    { document, problems: checkFlow(document, { providers: providerIds }) },
    {
      fileName: 'large',
      defaults: { llm_provider: 'builtin', model_type: 'auto' },
      lastGood: undefined,
      editable: true,
      runnable: true,
    },
  );
  const providers = providerIds.map((id) => ({ id, label: catalog[id].label, models: [...catalog[id].models] }));
  return [
    { type: 'document', epoch: 1, view },
    { type: 'providers', providers },
  ];
}

/** The same graph for a page that knows React Flow only. */
export function elements(text: string) {
  const { flow } = parseFlow(text);
  return {
    nodes: flow.nodes.map(({ id }) => {
      const [x, y] = flow.layout.get(id) ?? [0, 0];
      return { id, position: { x, y }, data: { label: id } };
    }),
    edges: flow.nodes.flatMap(({ id, from }) => from.map((source) => ({ id: `${source} ${id}`, source, target: id }))),
  };
}

import type { CanvasProcess } from '../../../src/shared/protocol';
import { Icon } from '../../ui/Icon';
import { ProblemBadge } from '../nodes/ProblemBadge';
import { previewOf } from '../nodes/preview';
import { overlay } from '../state/overlay';
import { ProcessButtons } from './ProcessButtons';
import { ProblemSentences } from './ProblemSentences';
import { ProcessProgress } from './ProcessProgress';
import { handleRowKey } from './processActions';
import { useTableProblems } from './problems';

/** A process: what it reads, what it asks which model, and how far its run is. */
export function ProcessRow({ process, place }: { readonly process: CanvasProcess; readonly place: number }) {
  const { name, columns, model } = process;
  const problems = useTableProblems((problem) => problem.process === name);
  return (
    <li className="table-row type-generation" data-process={name} onKeyDown={(event) => handleRowKey(event, process)}>
      <span className="table-icon table-place">{place}</span>
      <div className="table-about">
        <div className="table-title">
          <button
            type="button"
            data-control="edit"
            className="table-name link-button"
            title={`Edit “${name}”. Delete removes it, Alt+Up and Alt+Down move it.`}
            aria-keyshortcuts="Delete Alt+ArrowUp Alt+ArrowDown"
            onClick={() => overlay.set({ kind: 'process', process: name })}
          >
            {name}
          </button>
          <ProblemBadge problems={problems} />
          {columns.length > 0 && <span className="table-reads">reads</span>}
          {columns.map((column) => (
            <code key={column} className="table-column" title={column}>
              {column}
            </code>
          ))}
        </div>
        <div className="table-details">
          {model && (
            <span className="table-model" title={`${model.llm_provider} / ${model.model_type}`}>
              <Icon name="chip" />
              {model.llm_provider} / {model.model_type}
            </span>
          )}
          <Question process={process} />
        </div>
        <ProblemSentences problems={problems} />
      </div>
      <div className="table-progress">
        <ProcessProgress name={name} />
      </div>
      <ProcessButtons process={process} />
    </li>
  );
}

/** The start of its prompt, or the flow that it runs. Always plain text. */
function Question({ process: { prompt, flow } }: { readonly process: CanvasProcess }) {
  if (flow !== undefined) {
    return (
      <span className="table-prompt">
        <Icon name="type-hierarchy" /> {flow === 'self' ? 'Runs this workflow’s graph' : `Runs ${flow}`}
      </span>
    );
  }
  if (prompt?.from === 'built-in') return <span className="table-prompt built-in" title={prompt.text}>Built-in prompt</span>;
  const text = previewOf(prompt?.text);
  return <span className={`table-prompt ${text === undefined ? 'built-in' : ''}`} title={prompt?.text}>{text ?? 'No prompt'}</span>;
}

import * as vscode from 'vscode';
import { blockingProblems } from '../../core/flow/rules/checkFlow';
import type { RunEvent } from '../../core/run/events';
import { runFlow } from '../../core/run/executor';
import { RunRecord } from '../../core/run/runRecord';
import { createRunRequest } from '../../core/run/runRequest';
import { workspaceFolderOf, type FlowDocuments } from '../documents/flowDocuments';
import type { KnowledgeService } from '../knowledge/knowledgeService';
import type { ModelService } from '../models/modelService';
import { runSettings } from '../settings';
import { refusals, showFailure, TrustError } from '../trust';
import { tellProblems } from './tellProblems';

export interface RunEventOf {
  readonly uri: vscode.Uri;
  readonly event: RunEvent;
}

/** Runs workflows, one run of a workflow at a time, and keeps the record of each one's last run. */
export class RunService implements vscode.Disposable {
  readonly #records = new Map<string, RunRecord>();
  readonly #active = new Map<string, AbortController>();
  readonly #event = new vscode.EventEmitter<RunEventOf>();

  readonly onEvent = this.#event.event;

  constructor(
    private readonly documents: FlowDocuments,
    private readonly models: ModelService,
    private readonly knowledge: Pick<KnowledgeService, 'ports'>,
  ) {}

  isRunning(uri: vscode.Uri): boolean {
    return this.#active.has(uri.toString());
  }

  /** The workflows that run now. */
  get running(): string[] {
    return [...this.#active.keys()];
  }

  record(uri: vscode.Uri): RunRecord | undefined {
    return this.#records.get(uri.toString());
  }

  /** Whether anything may run here at all; if not, why. */
  refusal(): true | string {
    return vscode.workspace.isTrusted ? true : refusals.runs;
  }

  /** Resolves when the run has ended, or was not begun because the user has been told why not. */
  async run(document: vscode.TextDocument): Promise<void> {
    const { uri } = document;
    if (this.refusal() !== true) return void showFailure(new TrustError('runs'));
    if (this.isRunning(uri)) return void vscode.window.showInformationMessage('This workflow is running already.');
    const { document: flowDocument, problems } = this.documents.read(document);
    const blocking = blockingProblems(flowDocument, problems);
    if (flowDocument.state === 'empty') return void vscode.window.showErrorMessage('There is no workflow in this file yet.');
    if (blocking.length > 0) return tellProblems(flowDocument.flow.name ?? vscode.workspace.asRelativePath(uri), document, blocking);

    const controller = new AbortController();
    const record = new RunRecord();
    this.#active.set(uri.toString(), controller);
    this.#records.set(uri.toString(), record);
    const emit = (event: RunEvent) => {
      record.add(event);
      if (event.event === 'run-ended') this.#active.delete(uri.toString());
      this.#event.fire({ uri, event });
    };
    try {
      const request = createRunRequest(flowDocument.flow, { defaults: this.models.defaults });
      const { ask, prices } = this.models;
      const ports = { ask, prices, ...this.knowledge.ports(workspaceFolderOf(uri)) };
      await runFlow(request, { ...ports, emit, concurrency: runSettings().concurrency }, controller.signal);
    } finally {
      this.#active.delete(uri.toString());
    }
  }

  cancel(uri: vscode.Uri): void {
    this.#active.get(uri.toString())?.abort();
  }

  dispose(): void {
    for (const controller of this.#active.values()) controller.abort();
    this.#event.dispose();
  }
}

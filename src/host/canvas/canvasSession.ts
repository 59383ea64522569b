import path from 'node:path';
import * as vscode from 'vscode';
import { connectionRefusals } from '../../core/flow/rules/refuseEdit';
import type { FieldLocation, FlowDocument, FlowLocations } from '../../core/flow/parse/flowDocument';
import { errorText } from '../../core/text/errorText';
import { fromCanvas, type FromCanvas, type ToCanvas } from '../../shared/protocol';
import { newWorkflowText } from '../commands/newWorkflowText';
import { workflowPlace } from '../documents/flowDocuments';
import { isKeyedProvider } from '../models/apiKeys';
import type { Services } from '../services';
import { manageTrust } from '../trust';
import { CanvasKnowledge } from './canvasKnowledge';
import { CanvasTableEdits } from './canvasTableEdits';
import { CanvasTableRuns, type ShowTables } from './canvasTableRuns';
import { canvasView } from './canvasView';
import { EventBatch } from './eventBatch';

type OpenText = Extract<FromCanvas, { type: 'open-text' }>;

/** What a session needs of its webview. */
export type CanvasPage = Pick<vscode.Webview, 'onDidReceiveMessage' | 'postMessage'>;

/** One open canvas: tells the page what the document and its run are, and does what the page asks for. */
export class CanvasSession implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable;
  readonly #table: CanvasTableRuns;
  readonly #tableEdits: CanvasTableEdits;
  readonly #knowledge: CanvasKnowledge;
  readonly #batch = new EventBatch((events) => this.#post({ type: 'run-events', events }));
  #lastGood: FlowDocument | undefined;
  #epoch = 0;
  /** Edits that the page made before it was told of a refused one build on what did not happen: they are dropped. */
  #oldestEpoch = 0;
  #isReady = false;
  #pendingReveal: string | undefined;

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly page: CanvasPage,
    private readonly services: Services,
    showTables: ShowTables,
  ) {
    const { documents, runs, models } = services;
    this.#table = new CanvasTableRuns(document, services, showTables, (message) => this.#post(message));
    this.#tableEdits = new CanvasTableEdits(document, services, (message) => this.#post(message));
    this.#knowledge = new CanvasKnowledge(document, services.knowledge, () => this.#postDocument());
    this.#subscriptions = vscode.Disposable.from(
      this.#table,
      this.#knowledge,
      page.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      documents.onDidChange((changed) => {
        if (changed === document) this.#postDocument();
      }),
      runs.onEvent(({ uri, event }) => {
        if (uri.toString() === document.uri.toString()) this.#batch.add(event);
      }),
      models.onDidChange(() => {
        void this.#postProviders();
        this.#postDocument();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#postDocument()),
    );
  }

  /** Selects a node once the page is there. */
  reveal(node: string): void {
    if (this.#isReady) this.#post({ type: 'reveal', node });
    else this.#pendingReveal = node;
  }

  /** The page has been hidden, and is gone with that. It says that it is ready when it is back. */
  hidden(): void {
    this.#isReady = false;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#batch.dispose();
  }

  #receive(raw: unknown): void {
    const message = fromCanvas.safeParse(raw);
    if (!message.success) return;
    this.#handle(message.data).catch((error: unknown) => {
      this.#post({ type: 'refused', message: errorText(error) });
      this.#oldestEpoch = this.#postDocument();
    });
  }

  async #handle(message: FromCanvas): Promise<void> {
    const { document, services } = this;
    switch (message.type) {
      case 'ready':
        await this.#welcome();
        break;
      case 'edit':
        if (message.epoch >= this.#oldestEpoch) await services.writer.apply(document, message.edit);
        return;
      case 'connection-options': {
        const { node, direction, replacing } = message;
        const refusals = connectionRefusals(services.documents.read(document).document, node, direction, replacing);
        this.#post({ type: 'connection-options', node, refusals }); return;
      }
      case 'run':
        return services.runs.run(document);
      case 'cancel':
        { services.runs.cancel(document.uri); return; }
      case 'open-text':
        return this.#openText(message);
      case 'run-table':
      case 'cancel-table':
      case 'pull-source':
      case 'show-tables':
        return this.#table.handle(message);
      case 'check-process':
      case 'list-workflows':
      case 'choose-source':
        return this.#tableEdits.handle(message);
      case 'create-knowledge-base':
      case 'open-passage':
        return this.#knowledge.handle(message);
      case 'set-api-key':
        return void vscode.commands.executeCommand('llmflow.setApiKey', message.provider);
      case 'manage-trust':
        return manageTrust();
      case 'show-output':
        { services.output.show(true); return; }
      case 'create-workflow':
        if (document.getText().trim() !== '') throw new Error('The file is not empty any more.');
        return services.writer.replaceAll(document, newWorkflowText(path.basename(document.uri.path, '.llmflow')));
    }
  }

  async #welcome(): Promise<void> {
    this.#isReady = true;
    this.#postDocument();
    await this.#postProviders();
    this.#batch.flush();
    const events = this.services.runs.record(this.document.uri)?.events ?? [];
    if (events.length > 0) this.#post({ type: 'run-events', events });
    this.#table.tell();
    if (this.#pendingReveal !== undefined) this.#post({ type: 'reveal', node: this.#pendingReveal });
    this.#pendingReveal = undefined;
  }

  async #openText(message: OpenText): Promise<void> {
    const { document, services } = this;
    const location = locationOf(message, services.documents.read(document).document.locations);
    const position = location ? document.positionAt(location.key.start) : new vscode.Position((message.line ?? 1) - 1, 0);
    const selection = new vscode.Range(position, position);
    await vscode.commands.executeCommand('vscode.openWith', document.uri, 'default', { selection, viewColumn: vscode.ViewColumn.Active });
  }

  #postDocument(): number {
    const { document, services } = this;
    const snapshot = services.documents.read(document);
    if (snapshot.document.state === 'ok') this.#lastGood = snapshot.document;
    const view = canvasView(snapshot, {
      fileName: path.basename(document.uri.path, '.llmflow'),
      place: workflowPlace(document.uri),
      defaults: services.models.defaults,
      knowledgeBases: this.#knowledge.bases,
      lastGood: this.#lastGood,
      editable: vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === false ? 'This file cannot be written to.' : true,
      runnable: services.runs.refusal(),
    });
    this.#epoch++;
    this.#post({ type: 'document', epoch: this.#epoch, view });
    return this.#epoch;
  }

  async #postProviders(): Promise<void> {
    const providers = await this.services.models.providers();
    this.#post({ type: 'providers', providers: providers.map((provider) => ({ ...provider, isKeyed: isKeyedProvider(provider.id) })) });
  }

  #post(message: ToCanvas): void {
    if (this.#isReady) void this.page.postMessage(message);
  }
}

function locationOf({ node, process, field }: OpenText, { nodes, processes, fields }: FlowLocations): FieldLocation | undefined {
  if (node !== undefined) return nodes.get(node);
  if (process !== undefined) return processes.get(process);
  return field && fields.get(field);
}

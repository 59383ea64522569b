import type * as vscode from 'vscode';
import { providerIds } from '../../core/models/catalog';
import type { StoreWriter } from '../../core/store/store';
import type { Connections } from '../../core/tables/connections/connection';
import { estimateTable, mayCost, type TableEstimate } from '../../core/tables/estimate';
import type { TableRequest } from '../../core/tables/prepareTable';
import { pullRows, type Pulled } from '../../core/tables/pullRows';
import { createFlowLoader } from '../../core/tables/processes/flowLoader';
import { noRows } from '../../core/tables/rowCounts';
import { runTable } from '../../core/tables/runTable';
import type { RowCounts, TableEvent } from '../../core/tables/tableEvents';
import { TableMeter, type TableProgress } from '../../core/tables/tableProgress';
import { errorText } from '../../core/text/errorText';
import type { TableRunState } from '../../shared/tableRun';
import type { KnowledgeService } from '../knowledge/knowledgeService';
import type { ModelService } from '../models/modelService';
import { confirmAbove, runSettings } from '../settings';
import type { WorkspaceStores } from '../store/workspaceStores';
import type { Confirm, Question } from './confirmRun';
import { coreOptions, type TableRunOptions } from './tableRunOptions';
import type { TableWorkflow } from './tableWorkflow';
import { firstRows, isWorthAsking } from './worthAsking';

export interface TableRunPorts {
  readonly models: ModelService;
  readonly stores: WorkspaceStores;
  /** Without them, workflows read files only. */
  readonly connections?: Connections;
  readonly knowledge: Pick<KnowledgeService, 'ports'>;
  /** Asks the user before a run that is not cheap. */
  readonly confirm: Confirm;
}

/** What a run says: how its source was pulled, then what the core says, then that it has ended, whatever the reason. */
export type TableRunEvent =
  | { readonly event: 'run-started' }
  /** The database is open. */
  | { readonly event: 'pulling' }
  | { readonly event: 'pulled'; readonly pulled: Pulled }
  | TableEvent
  | { readonly event: 'run-ended'; readonly outcome: TableOutcome };

export type TableOutcome = NonNullable<TableRunState['outcome']>;

/** One run of a workflow's table: its source is pulled, the user is asked where it costs, the processes run. */
export class TableRun {
  /** Rows of each process, as far as the run has got. */
  readonly processes = new Map<string, RowCounts>();
  /** What it goes by in the history of runs. */
  readonly id = crypto.randomUUID();
  readonly startedAt = new Date();
  #options: TableRunOptions;
  #stage: TableRunState['state'] = 'pulling';
  readonly #meter: TableMeter;
  #ended: { readonly at: Date; readonly outcome: TableOutcome; readonly progress: TableProgress | undefined } | undefined;

  constructor(
    readonly workflow: TableWorkflow,
    options: TableRunOptions,
    private readonly ports: TableRunPorts,
    private readonly tell: (event: TableRunEvent) => void,
  ) {
    this.#options = options;
    this.#meter = new TableMeter(this.processNames.length);
  }

  get uri(): vscode.Uri {
    return this.workflow.uri;
  }

  /** As they are followed: the user may have chosen to try the first rows. */
  get options(): TableRunOptions {
    return this.#options;
  }

  get processNames(): string[] {
    const { processes } = this.#options;
    return this.workflow.flow.processes.map(({ name }) => name).filter((name) => processes?.includes(name) ?? true);
  }

  get state(): TableRunState {
    const progress = this.#ended ? this.#ended.progress : this.#meter.progress(Date.now());
    return {
      state: this.#stage,
      startedAt: this.startedAt.toISOString(),
      ...(progress && { progress }),
      ...(this.#ended && { endedAt: this.#ended.at.toISOString(), outcome: this.#ended.outcome }),
    };
  }

  /** Resolves when it has ended; how it went is in its state. */
  async start(signal: AbortSignal): Promise<void> {
    this.tell({ event: 'run-started' });
    let outcome: TableOutcome;
    try {
      outcome = await this.#outcome(signal);
    } catch (error) {
      outcome = signal.aborted ? cancelled : { ...noRows, status: 'failed', error: errorText(error) };
    }
    const at = new Date();
    this.#ended = { at, outcome, progress: this.#meter.progress(at.getTime()) };
    this.#stage = 'ended';
    this.tell({ event: 'run-ended', outcome });
  }

  async #outcome(signal: AbortSignal): Promise<TableOutcome> {
    const first = await this.#write((store) => this.#pullAndRun(store, signal));
    if ('status' in first) return first;
    // The database is not locked while a person thinks.
    const answer = await Promise.race([this.ports.confirm(first), aborted(signal)]);
    if (answer === undefined) return cancelled;
    if (answer === 'first-rows') this.#options = { ...this.#options, limit: firstRows };
    return this.#write((store) => this.#run(first.request, store, signal));
  }

  #write<T>(work: (store: StoreWriter) => Promise<T>): Promise<T> {
    return this.ports.stores.write(this.workflow.place.workspace, `table run of ${this.workflow.path}`, work);
  }

  /** How the run has ended, or what the user is to be asked before it begins. */
  async #pullAndRun(store: StoreWriter, signal: AbortSignal): Promise<TableOutcome | Question> {
    const { flow, name, path, source, place } = this.workflow;
    this.tell({ event: 'pulling' });
    const pulled = await pullRows({ source, place, connections: this.ports.connections }, store, signal);
    this.tell({ event: 'pulled', pulled });
    const request = { flow, path, source_connection: pulled.name, defaults: this.ports.models.defaults };
    const estimate = await this.#estimate(request, store, signal);
    return estimate ? { name, request, estimate } : this.#run(request, store, signal);
  }

  /** Where the user should see it first. */
  async #estimate(request: TableRequest, store: StoreWriter, signal: AbortSignal): Promise<TableEstimate | undefined> {
    // A try-out is there to be tried.
    if ((this.#options.limit ?? Infinity) <= firstRows) return undefined;
    const asked = { ...request, options: coreOptions(this.#options) };
    const ports = { ...this.#readingPorts(), store, prices: this.ports.models.prices };
    if (!(await mayCost(asked, ports))) return undefined;
    const estimate = await estimateTable(asked, ports, signal);
    return isWorthAsking(estimate, confirmAbove()) ? estimate : undefined;
  }

  async #run(request: TableRequest, store: StoreWriter, signal: AbortSignal): Promise<TableOutcome> {
    this.#stage = 'running';
    const { models } = this.ports;
    const options = { ...coreOptions(this.#options), concurrency: runSettings().concurrency };
    const { status, completed, failed, skipped, error } = await runTable(
      { ...request, options },
      {
        store,
        ask: models.ask,
        prices: models.prices,
        ...this.#readingPorts(),
        emit: (event) => this.#take(event),
        pass: (row) => this.#meter.pass(row, Date.now()),
      },
      signal,
    );
    return { status, completed, failed, skipped, ...(error !== undefined && { error }) };
  }

  /** What a run reads of the workspace, besides its rows. */
  #readingPorts() {
    const { place } = this.workflow;
    return { ...this.ports.knowledge.ports(place.workspace), loadFlow: createFlowLoader(place, providerIds) };
  }

  #take(event: TableEvent): void {
    this.#meter.add(event, Date.now());
    if (event.event === 'process-ended') this.processes.set(event.process, event);
    this.tell(event);
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}

const cancelled: TableOutcome = { ...noRows, status: 'cancelled' };

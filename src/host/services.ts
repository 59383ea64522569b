import type { FlowDocuments } from './documents/flowDocuments';
import type { FlowWriter } from './documents/flowWriter';
import type { ModelService } from './models/modelService';
import type { RunService } from './runs/runService';
import type * as vscode from 'vscode';

/** What the parts that a user sees share. */
export interface Services {
  readonly documents: FlowDocuments;
  readonly writer: FlowWriter;
  readonly models: ModelService;
  readonly runs: RunService;
  readonly output: vscode.OutputChannel;
}

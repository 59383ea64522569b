import type * as vscode from 'vscode';
import type { FromCanvas, ToCanvas } from '../../shared/protocol';
import { flowGlob } from '../documents/flowDocuments';
import { workspaceFiles } from '../documents/workspaceFiles';
import type { Services } from '../services';
import { checkProcess } from './checkProcess';
import { chooseSource } from './chooseSource';

type TableEditMessage = Extract<FromCanvas, { type: 'check-process' | 'list-workflows' | 'choose-source' }>;

/** What a page asks for while source and processes are edited on it. */
export class CanvasTableEdits {
  constructor(
    private readonly document: vscode.TextDocument,
    private readonly services: Pick<Services, 'documents' | 'writer' | 'connections'>,
    private readonly post: (message: ToCanvas) => void,
  ) {}

  async handle(message: TableEditMessage): Promise<void> {
    const { document } = this;
    const { documents, writer, connections } = this.services;
    switch (message.type) {
      case 'check-process': {
        const problems = await checkProcess(documents, document, message.edit);
        this.post({ type: 'process-check', request: message.request, problems });
        break;
      }
      case 'list-workflows':
        this.post({ type: 'workflows', paths: await workspaceFiles(document.uri, flowGlob) });
        break;
      case 'choose-source': {
        const source = await chooseSource(document.uri, documents.read(document).document.flow.source, connections);
        if (source) await writer.apply(document, { kind: 'set-source', source });
      }
    }
  }
}

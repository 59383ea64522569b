import * as vscode from 'vscode';
import { isEmbeddingProvider } from '../core/models/embeddings/embeddingSettings';

function setting<T>(name: string, fallback: T): T {
  return vscode.workspace.getConfiguration('llmflow').get<T>(name) ?? fallback;
}

/** An empty text counts as not set. */
function text(name: string): string | undefined {
  return setting(name, '').trim() || undefined;
}

export function runSettings(): { concurrency: number; maxAttempts: number; idleTimeoutMs: number } {
  return {
    concurrency: setting('run.concurrency', 8),
    maxAttempts: setting('run.maxAttempts', 5),
    idleTimeoutMs: setting('run.idleTimeoutSeconds', 120) * 1000,
  };
}

/** What a table run may cost, in US dollars, before the user is asked first; 0: every run that asks a paid model. */
export function confirmAbove(): number {
  return setting('table.confirmAbove', 0.1);
}

export function modelSettings() {
  return {
    defaults: { llm_provider: text('defaultProvider') ?? 'builtin', model_type: text('defaultModel') ?? 'auto' },
    openai: { baseURL: text('openai.baseUrl'), model: text('openai.defaultModel') },
    anthropic: { baseURL: text('anthropic.baseUrl'), model: text('anthropic.defaultModel'), maxOutputTokens: setting('anthropic.maxOutputTokens', 8192) },
    ollama: { baseURL: text('ollama.baseUrl'), model: text('ollama.defaultModel'), detect: setting('ollama.detect', true) },
  };
}

/** Who makes vectors for new knowledge bases, and with which model. */
export function embeddingSettings() {
  const provider = text('embeddings.provider') ?? 'builtin';
  return { provider: isEmbeddingProvider(provider) ? provider : ('builtin' as const), model: text('embeddings.model') };
}

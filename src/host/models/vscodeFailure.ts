import { ModelError } from '../../core/models/modelError';
import { firstWords } from '../../core/models/http/failures';
import { errorText } from '../../core/text/errorText';

/** No extension offers a model, or the one that does is signed out. */
export function noModels(): ModelError {
  const advice = 'Install GitHub Copilot, or another extension that offers language models, and sign in; or choose another provider.';
  return new ModelError('not-found', `VS Code offers no language model. ${advice}`);
}

export function noSuchModel(name: string, names: readonly string[]): ModelError {
  return new ModelError('not-found', `VS Code offers no language model “${name}”. Choose auto, ${names.join(', ')}.`);
}

/** A failure of a request to one of VS Code's models (`LanguageModelError`, told apart by its code), or of the extension behind it. */
export function vscodeFailure(error: unknown, model: string): ModelError {
  const said = errorText(error);
  const detail = firstWords([said, causeOf(error)].filter(Boolean).join(' '));
  const fail = (kind: ConstructorParameters<typeof ModelError>[0], did: string, advice: string) =>
    new ModelError(kind, [`${did}${detail && `: ${detail.replace(/[.\s]+$/, '')}`}.`, advice].join(' ').trim(), { detail });
  switch (codeOf(error)) {
    case 'NoPermissions':
      return fail('auth', `VS Code did not let LLM Flow use the model “${model}”`, 'Run again and allow it when VS Code asks, or allow it under “Manage Language Model Access…” in the Accounts menu.');
    case 'NotFound':
      return fail('not-found', `The model “${model}” is no longer offered by VS Code`, 'Choose another one.');
    case 'Blocked':
    case 'ChatQuotaExceeded':
    case 'quotaExceeded':
      return fail('quota', `The model “${model}” takes no more requests`, 'Its quota may be used up, or a policy forbids the request: see the account of the extension that offers it.');
    case 'ChatRateLimited':
    case 'rateLimited':
      return fail('rate-limit', `The model “${model}” asks for fewer requests`, '');
  }
  if (/off[_-]topic/i.test(detail)) return fail('bad-request', `The model “${model}” takes the prompt for off-topic and does not answer it`, 'Change the prompt, or choose another model.');
  if (/content.?filter|responsible ai/i.test(detail)) return fail('incomplete', `The model “${model}” withheld its answer`, 'Change the prompt or its data.');
  return fail('server', `The model “${model}” of VS Code failed`, '');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function causeOf(error: unknown): string | undefined {
  return error instanceof Error && error.cause instanceof Error && error.cause.message !== error.message ? error.cause.message : undefined;
}

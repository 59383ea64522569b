import type { ProviderInfo } from '../../../src/shared/protocol';
import { post } from '../vscodeApi';

/** What a provider lacks before it can be used. The host asks for the key; the page never sees one. */
export function ProviderHint({ provider: { id, missing } }: { readonly provider: ProviderInfo }) {
  return (
    <span className="provider-hint severity-warning">
      {missing}{' '}
      <button type="button" className="link-button" onClick={() => post({ type: 'set-api-key', provider: id })}>
        Set API Key…
      </button>
    </span>
  );
}

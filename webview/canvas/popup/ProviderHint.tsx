import type { ProviderInfo } from '../../../src/shared/protocol';
import { Icon } from '../../ui/Icon';
import { post } from '../vscodeApi';

/** What a provider lacks before it can be used. The host asks for a key; the page never sees one. */
export function ProviderHint({ provider: { id, missing, isKeyed } }: { readonly provider: ProviderInfo }) {
  return (
    <span className="field-problem severity-warning">
      <Icon name="warning" />
      <span>
        {missing}
        {isKeyed && (
          <>
            {' '}
            <button type="button" className="link-button" onClick={() => post({ type: 'set-api-key', provider: id })}>
              Set API Key…
            </button>
          </>
        )}
      </span>
    </span>
  );
}

import assert from 'node:assert/strict';
import manifest from '../../../package.json';

describe('the settings in the manifest', () => {
  it('are the user’s alone: no workspace, trusted or not, can change where keys are sent', () => {
    const { properties } = manifest.contributes.configuration;
    for (const [name, { scope }] of Object.entries(properties)) assert.equal(scope, 'machine', name);
    assert.equal('restrictedConfigurations' in manifest.capabilities.untrustedWorkspaces, false, 'what a workspace cannot set need not be restricted');
  });
});

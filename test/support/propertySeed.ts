import fc from 'fast-check';

/**
 * Every run of `npm test` tries the same random values, so that one that fails has failed because of a change; the campaign
 * tries others. `LLMFLOW_SEED` is any 32-bit integer.
 */
fc.configureGlobal({ seed: Number(process.env['LLMFLOW_SEED'] ?? 1) });

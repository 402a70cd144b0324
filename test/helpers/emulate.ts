import { executeServerCommand } from '@web/test-runner-commands';

/**
 * Emulates media features in this page, for example
 * `emulateFeatures([{ name: 'forced-colors', value: 'active' }])`; an empty list ends it.
 * Resolves to false where the browser cannot (Firefox): skip the test then.
 */
export function emulateFeatures(features: { name: string; value: string }[]): Promise<boolean> {
  return executeServerCommand<boolean, { name: string; value: string }[]>('emulate-features', features);
}

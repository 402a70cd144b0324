import type { AdapterCheck } from '../types.js';
import { failureChecks } from './failures.js';
import { figureChecks } from './figures.js';
import { preferenceChecks } from './preferences.js';
import { questionChecks } from './questions.js';
import { readingChecks } from './reading.js';
import { savingChecks } from './saving.js';
import { versionChecks } from './versions.js';
import { watchingChecks } from './watching.js';

/** Everything that is expected, in the order in which one would build an adapter. */
export const allChecks: readonly AdapterCheck[] = [
  ...readingChecks,
  ...savingChecks,
  ...versionChecks,
  ...watchingChecks,
  ...questionChecks,
  ...figureChecks,
  ...preferenceChecks,
  ...failureChecks,
];

import { readBoardSettings, saveBoardSettings } from './board-settings.js';
import type { Installation } from './installation.js';
import { poll } from './polling.js';
import { Questions } from './questions.js';
import type { Records } from './records.js';
import { Saving } from './save.js';
import { selectionRows } from './selections.js';

/**
 * All that a page can do without until it is used: a page that shows one card needs none of it. Loaded in one piece,
 * because the parts share more than they are.
 */
export function createLater(installation: Installation, records: Records) {
  return {
    questions: new Questions(installation, records),
    saving: new Saving(installation, records),
    selectionRows,
    readBoardSettings,
    saveBoardSettings,
    poll,
  };
}

export type Later = ReturnType<typeof createLater>;

// Rules that only administrators, imports, selections and undo need. Together, because each chunk of its own would cut
// what it shares with the store into chunks as well.
export * from '../rules/list-commands.js';
export { decideCreateMany } from './many.js';
export { reversalBlockers } from './reversal.js';
export { decideSaveSelection, decideDeleteSelection } from './selections.js';

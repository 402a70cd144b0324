// What is loaded when it is first used, in one piece: in pieces of its own each part would weigh more.
export { readBoardSettings, saveBoardSettings } from './board-settings.js';
export { Questions } from './questions.js';
export { Saving } from './save.js';
export { selectionRows } from './selections.js';

import { defineMessages } from './messages.js';

/** What the CSV import says before a file is chosen. The rest comes with the file. */
export const importStartMessages = /* @__PURE__ */ defineMessages('importer', {
  title: 'Import contacts',
  intro: 'Choose a CSV file, for example one that you have exported from a spreadsheet.',
  stepFile: 'File',
  stepColumns: 'Columns',
  stepImport: 'Import',
  chooseFile: 'Choose file',
  dropFile: 'or drop it here',
  reading: 'Reading {name}…',
  step: 'Step {step} of {count}',
  unavailable:
    'The import could not be loaded. Check the connection, then choose the file again or reload the page.',
});

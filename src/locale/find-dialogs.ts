import { findMessages } from './find.js';
import { defineMessages } from './messages.js';

/** What the dialogs of Find and of the builder say besides. They come when they are opened. */
export const findDialogMessages = /* @__PURE__ */ defineMessages('find', {
  ...findMessages.en,

  jsonTitle: 'Criteria as JSON',
  jsonHint: 'What is here now is replaced. Undo brings it back.',
  jsonCopyHint: 'The browser does not let the page copy. The text is selected: copy it with the keyboard.',
  jsonErrors: { one: '{count} error. Nothing was changed.', other: '{count} errors. Nothing was changed.' },
  apply: 'Use these criteria',
  saveTitle: 'Save as selection',
  name: 'Name',
  namePlaceholder: 'Such as: Qualified leads in Norway',
  nameMissing: 'Enter a name.',
  nameTaken: 'There is a selection of this name. Choose another one.',
  description: 'Description',
  optional: 'optional',
  kind: 'Kind',
  'kind.dynamic': 'Dynamic',
  'kind.dynamic.hint': 'Keeps the criteria. Whoever meets them is in it, today and later.',
  'kind.static': 'Static',
  'kind.static.hint': 'Keeps those who are found now. They stay until somebody removes them.',
  'kind.add': 'Add to an existing static selection',
  'kind.add.hint': 'Adds those who are found now to the members that are there.',
  'kind.add.none': 'There is no static selection of this kind yet.',
  existing: 'Selection',
  existingMissing: 'Choose a selection.',
  manyMembers:
    '{count} members are many for a static selection: saving and opening it will take a while. A dynamic one has no such limit.',
  noMembers: 'Nobody is found now, so the selection will be empty.',
  collecting: 'Collecting members: {done} of {count}',
  collectFailed: 'The members could not be collected.',
});

export type FindDialogKey = keyof (typeof findDialogMessages)['en'];

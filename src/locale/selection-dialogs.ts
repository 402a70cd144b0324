import { selectionsMessages } from './selections.js';
import { defineMessages } from './messages.js';

/** What one selection and the dialogs of the list say besides. They come when they are opened. */
export const selectionDialogMessages = /* @__PURE__ */ defineMessages('selections', {
  ...selectionsMessages.en,

  description: 'Description',
  optional: 'optional',
  back: 'All selections',
  editCriteria: 'Edit criteria',
  removeMembers: { one: 'Remove {count} member', other: 'Remove {count} members' },
  removed: { one: '{count} member removed', other: '{count} members removed' },
  editTitle: 'Edit selection',
  nameMissing: 'Enter a name.',
  nameTaken: 'There is a selection of this name. Choose another one.',
  combineTitle: 'Combine two selections',
  first: 'First selection',
  second: 'Second selection',
  choose: 'Choose…',
  operation: 'Who is in it',
  'operation.union': 'All of both',
  'operation.intersection': 'Those in both',
  'operation.onlyFirst': 'Only those in the first',
  'operation.onlySecond': 'Only those in the second',
  'operation.difference': 'Those in one, not in both',
  combineBoth: 'Choose two selections.',
  result: 'Result',
  'name.union': '{first} and {second}',
  'name.intersection': '{first} in {second}',
  'name.onlyFirst': '{first} without {second}',
  'name.onlySecond': '{second} without {first}',
  'name.difference': '{first} or {second}, not both',
  brokenTitle: 'This selection can’t be opened',
  noMembers: 'Nobody is in this selection now.',
});

export type SelectionDialogKey = keyof (typeof selectionDialogMessages)['en'];

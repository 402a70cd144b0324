import { setupMessages } from './setup.js';
import { defineMessages } from './messages.js';

/** What the dialog of a lead status or a category says besides. It comes when it is opened. */
export const setupItemMessages = /* @__PURE__ */ defineMessages('setup', {
  ...setupMessages.en,

  newStatus: 'New lead status',
  editStatus: 'Edit lead status',
  newCategory: 'New category',
  editCategory: 'Edit category',
  name: 'Name',
  description: 'Description',
  statusDescriptionHint: 'Shown to everybody who points at the status.',
  tone: 'Tone',
  toneHint: 'The colour of the dot. The name always stands beside it.',
  'tone.slate': 'Slate blue',
  'tone.amber': 'Amber',
  'tone.green': 'Green',
  'tone.grey': 'Grey',
  'tone.violet': 'Violet',
  'tone.teal': 'Teal',
  'tone.rose': 'Rose',
  'tone.indigo': 'Indigo',
  'tone.brown': 'Brown',
  'tone.cyan': 'Cyan',
  group: 'Category group',
  enableLeadStatus: 'Enable lead status',
  enableHint: 'Each contact of a company in this category gets a lead status of its own.',
  enableNeedsGroup: 'Only categories in the group {group} can have lead status.',
  hidesStatus: {
    one: 'Saving hides the lead status of {count} contact. Its value is kept and can still be found, but nobody can edit it.',
    other:
      'Saving hides the lead status of {count} contacts. Their values are kept and can still be found, but nobody can edit them.',
  },
  showsStatus: {
    one: 'Saving shows the lead status of {count} contact in this category, with the value it has now. No contact is changed.',
    other:
      'Saving shows the lead status of {count} contacts in this category, with the values they have now. No contact is changed.',
  },
  showsWithout: {
    one: '{count} of them has no lead status yet.',
    other: '{count} of them have no lead status yet.',
  },
  discardQuestion: 'Discard your changes?',
  keepEditing: 'Keep editing',
  discard: 'Discard',
});

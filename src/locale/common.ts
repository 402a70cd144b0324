import { defineMessages } from './messages.js';

/** Words that several elements use, and the names of what they speak of. */
export const commonMessages = /* @__PURE__ */ defineMessages('common', {
  save: 'Save',
  cancel: 'Cancel',
  edit: 'Edit',
  delete: 'Delete',
  restore: 'Restore',
  remove: 'Remove',
  add: 'Add',
  close: 'Close',
  done: 'Done',
  retry: 'Retry',
  undo: 'Undo',
  why: 'Why?',
  details: 'Details',
  yes: 'Yes',
  no: 'No',
  none: 'None',
  deletedItem: '{name} (deleted)',
  unknownItem: 'Unknown ({id})',
  contact: 'Contact',
  company: 'Company',
  contacts: { one: '{count} contact', other: '{count} contacts' },
  companies: { one: '{count} company', other: '{count} companies' },
  atLeast: '{count}+',
  noStore: 'Not connected to data yet.',
  saving: 'Saving',
});

// In modules of their own, so that a page with a picker only does not load the names of all fields.
export { fieldMessages } from './fields.js';
export { problemMessages } from './problems.js';

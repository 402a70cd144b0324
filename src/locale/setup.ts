import { defineMessages } from './messages.js';

/** Sentences of the administration of lead statuses and categories. */
export const setupMessages = /* @__PURE__ */ defineMessages('setup', {
  statuses: 'Lead statuses',
  categories: 'Categories',
  addStatus: 'Add lead status',
  addCategory: 'Add category',
  noStatuses: 'There are no lead statuses yet.',
  noCategories: 'There are no categories yet.',
  showDeleted: 'Show deleted ({count})',
  deleted: 'Deleted',
  default: 'Default',
  defaultHint: 'Contacts of companies with lead status start with it.',
  leadStatusOn: 'Lead status',
  leadStatusOnHint: 'Contacts of companies in this category show a lead status.',
  unused: 'Not in use',

  editItem: 'Edit {name}',
  moveUp: 'Move {name} up',
  moveDown: 'Move {name} down',
  actionsOf: 'More actions for {name}',
  makeDefault: 'Make default',
  restoreItem: 'Restore {name}',
  removeItem: 'Remove for good: {name}',
  removeForGood: 'Remove for good',
  removeTitle: 'Remove {name} for good?',
  removeText: 'It leaves the list, and its name can be used again.',
  isFirst: '{name} is already the first.',
  isLast: '{name} is already the last.',

  movedTo: '{name} is now number {position} of {count}.',
  itemSaved: '{name} saved.',
  itemDeleted: '{name} deleted.',
  deletedKept_leadStatus: {
    one: '{name} deleted. {count} contact keeps it.',
    other: '{name} deleted. {count} contacts keep it.',
  },
  deletedKept_category: {
    one: '{name} deleted. {count} company keeps it.',
    other: '{name} deleted. {count} companies keep it.',
  },
  itemRestored: '{name} restored.',
  itemRemoved: '{name} removed for good.',
  isDefaultNow: '{name} is the default now.',
  policySaved: 'Saved.',

  onReturn: 'When a company comes back to a category with lead status',
  onReturnDefault: 'Start again with the default status',
  onReturnDefaultHint: 'Each of its contacts gets {name}, whatever it had before.',
  onReturnRetained: 'Bring back the last value',
  onReturnRetainedHint:
    'Each of its contacts gets the value that was kept while lead status was hidden. A contact without one gets {name}.',
  noDefault: 'no lead status, as there is no default',

  predefinedMissing: {
    one: '{names} can’t be chosen: this predefined lead category is not in the list.',
    other: '{names} can’t be chosen: these predefined lead categories are not in the list.',
  },
  addPredefined: 'Add the predefined lead categories',
  predefinedAdded: { one: '{count} category added.', other: '{count} categories added.' },
});

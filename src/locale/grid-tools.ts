import { contactsTabMessages } from './contacts-tab.js';
import { defineMessages } from './messages.js';

/** What the dialogs of the grid, and its bulk changes, say besides. They come when they are used. */
export const gridToolMessages = /* @__PURE__ */ defineMessages('contactsTab', {
  ...contactsTabMessages.en,

  clear: 'Clear',
  operator: 'Operator',
  value: 'Value',
  from: 'From',
  to: 'To',
  amount: 'Number of periods',
  period: 'Period',
  searchOptions: 'Search options',
  noOption: 'No option matches.',
  searchColumns: 'Search columns',
  available: 'Columns',
  order: 'Order',
  moveUp: 'Move {column} up',
  moveDown: 'Move {column} down',
  removeColumn: 'Remove {column}',
  columnMoved: '{column} is now column {position} of {count}.',
  resetColumns: 'Reset to default',
  ok: 'OK',
  needsColumn: 'Choose at least one column.',
  noColumn: 'No column matches.',
  statusSet: {
    one: '{count} contact is now {status}.',
    other: '{count} contacts are now {status}.',
  },
  stopped: 'Stopped after {done} of {count}.',
  statusSame: 'Nothing to change: they are {status} already.',
  leftAsIs: {
    one: '{count} is left as it is: {why}',
    other: '{count} are left as they are: {why}',
  },
  left: '{reason} ({count})',
  'left.no-company': 'no company',
  'left.company-without-category': 'the company has no category',
  'left.category-missing': 'the company’s category is not in the list',
  'left.category-not-potential-customer': 'the company is no potential customer',
  'left.category-lead-status-off': 'lead status is not enabled for the company’s category',
  'left.item-deleted': 'the status has been deleted',
  'left.record-not-found': 'no longer there',
  undone: 'Undone.',
});

export type GridToolKey = keyof (typeof gridToolMessages)['en'];

import { defineMessages } from './messages.js';

/** Sentences of the primitives in `ui/`. */
export const uiMessages = defineMessages('ui', {
  close: 'Close',
  dismiss: 'Dismiss',
  moreActions: 'More actions',
  clear: 'Clear {label}',
  deleted: '(deleted)',
  filter: 'Filter',
  filterOptions: 'Filter {label}',
  noMatches: 'Nothing matches',
  filterColumn: 'Filter {column}',
  filterColumnActive: 'Filter {column}, in force',
  selectAll: 'Select all',
  selectRow: 'Select row',
  actions: 'Actions',
  empty: 'Nothing here',
  loading: 'Loading',
  columnMoved: '{column} is now column {position} of {count}',
  notLoaded: 'This could not be loaded. Check the connection, then try again or reload the page.',
});

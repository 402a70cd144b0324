import { defineMessages } from './messages.js';

/** One sentence for each kind of problem (A5), in the user's words. */
export const problemMessages = /* @__PURE__ */ defineMessages('problems', {
  unauthorised: 'You are signed out. Sign in again to go on.',
  forbidden: 'You may not do this.',
  notFound: 'It is no longer there. Somebody may have deleted it.',
  conflict: 'Somebody else changed it meanwhile. Both values are kept until you decide.',
  invalid: 'The data could not be understood.',
  rateLimited: 'Too many requests. Try again in a moment.',
  unavailable: 'The data could not be reached.',
  cancelled: 'It was cancelled.',
  'rows-left-out': {
    one: '{count} record could not be read and was left out.',
    other: '{count} records could not be read and were left out.',
  },
  'storage-unavailable':
    'This browser does not let the page store data. You can go on working, but changes are lost when the page is closed.',
  'storage-full':
    'The storage of this browser is full. You can go on working, but new changes are lost when the page is closed.',
  'outbox-unavailable':
    'Changes can’t be kept in this browser. Those that wait for the connection are lost when the page is closed.',
  'watch-lost': 'Changes by others no longer arrive by themselves. Reload to see them.',
  'selection-missing': 'This selection no longer exists.',
  'selection-circular': 'This selection is made of itself.',
  'selection-invalid': 'The criteria of this selection could not be read: {message}',
});

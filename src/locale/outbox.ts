import { defineMessages } from './messages.js';

/** Sentences about changes that wait for the connection. */
export const outboxMessages = /* @__PURE__ */ defineMessages('outbox', {
  waiting: {
    one: '{count} change waits for the connection.',
    other: '{count} changes wait for the connection.',
  },
  refused: {
    one: '{count} change could not be saved.',
    other: '{count} changes could not be saved.',
  },
  recordWaits: 'Waits for the connection',
  retryNow: 'Try now',
  show: 'Show',
  retry: 'Try again',
  discard: 'Discard',
  retryOf: 'Try again: {name}',
  discardOf: 'Discard: {name}',
  discardTitle: 'Discard this change?',
  discardText:
    'It has not been saved, and what you entered is lost. If the backend got it before the connection broke, it stays there.',
  keep: 'Keep it',
  discarded: 'Discarded.',
  andMore: { one: '{name} and {count} more', other: '{name} and {count} more' },
  added: 'Added',
  deleted: 'Deleted',
  changed: 'Changed: {fields}',
  since: '{at}',
  tried: { one: 'tried once', other: 'tried {count} times' },
});

import { defineMessages } from './messages.js';

/** A2: why a question has no answer: what the backend can't do, and that there is too much to do it here. */
export const refusalMessages = /* @__PURE__ */ defineMessages('refusals', {
  'cannot-ask-field': 'The system behind this page can’t search by {field}.',
  'cannot-ask-operator': 'The system behind this page can’t search by {field} in this way.',
  'cannot-match': 'The system behind this page can’t combine conditions in this way.',
  'cannot-nest': 'The system behind this page can’t nest conditions so deep.',
  'cannot-sort': 'The system behind this page can’t sort by {field}.',
  'cannot-sort-by-many': 'The system behind this page can’t sort by so many columns.',
  'cannot-group': 'The system behind this page can’t count by {field}.',
  'cannot-group-by-many': 'The system behind this page can’t count by so many fields at once.',
  'cannot-aggregate': 'The system behind this page can’t work out figures of {field}.',
  tooMany: 'This page can do it for up to {bound} records, and there are more. Narrow the search.',
});

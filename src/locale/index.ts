export { addDictionary, LocaleController } from './locale-controller.js';
export { defineMessages, formatNumber, formatSentence } from './messages.js';
export type { Dictionary, MessageParams, Messages, Sentence, Translate } from './messages.js';

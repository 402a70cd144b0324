import type { Dictionary } from '../messages.js';
import board from './board.js';
import cards from './cards.js';
import common from './common.js';
import conflicts from './conflicts.js';
import contactsTab from './contacts-tab.js';
import criteria from './criteria.js';
import fields from './fields.js';
import find from './find.js';
import importer from './importer.js';
import outbox from './outbox.js';
import problems from './problems.js';
import reasons from './reasons.js';
import refusals from './refusals.js';
import selections from './selections.js';
import setup from './setup.js';
import ui from './ui.js';

/** Norwegian (bokmål) sentences by area. */
const dictionary: Dictionary = {
  board,
  cards,
  common,
  conflicts,
  contactsTab,
  criteria,
  fields,
  find,
  importer,
  outbox,
  problems,
  reasons,
  refusals,
  selections,
  setup,
  ui,
};
export default dictionary;

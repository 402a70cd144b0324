import { denmark } from './nations/denmark.js';
import { france } from './nations/france.js';
import { germany } from './nations/germany.js';
import { japan } from './nations/japan.js';
import { netherlands } from './nations/netherlands.js';
import { norway } from './nations/norway.js';
import { poland } from './nations/poland.js';
import { spain } from './nations/spain.js';
import { sweden } from './nations/sweden.js';
import { turkey } from './nations/turkey.js';
import { unitedKingdom } from './nations/united-kingdom.js';

/** The first ones have the most companies. */
export const nations = [norway, sweden, germany, denmark, netherlands, unitedKingdom, france, spain, poland, turkey, japan];

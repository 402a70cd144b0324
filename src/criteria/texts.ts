import type { Subject } from '../model/fields.js';
import type { OperatorId, Period } from './types.js';

/** The sentences that describing criteria needs. `locale/criteria.ts` has them; this layer knows no language. */
export type CriteriaTextKey =
  | `operator.${OperatorId}`
  | `line.${OperatorId | 'excludingEmpty' | 'dates'}`
  | `span.${'thisPeriod' | 'thisPreviousAndNext' | 'thisAndNext' | 'next' | 'thisAndPrevious' | 'previous'}.${Period}`
  | `range.${'from' | 'until' | 'always'}`
  | `join.${'all' | 'any' | 'more'}`
  | 'group'
  | 'group.none'
  | `option.${'missing' | 'deleted' | 'more'}`
  | `everything.${Subject}`;

/** Gives the sentence of a key: `locale.texts(criteriaMessages)` is one. */
export type CriteriaTexts = (
  key: CriteriaTextKey,
  params?: Readonly<Record<string, string | number>>,
) => string;

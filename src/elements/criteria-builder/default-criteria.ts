import type { Criteria } from '../../criteria/types.js';
import type { Subject } from '../../model/fields.js';

/**
 * What Find opens with: all potential customers, and beside it the line that most people fill in next. It has no value
 * yet, so it is inactive (Q2).
 */
export function defaultCriteria(of: Subject): Criteria {
  return {
    match: 'all',
    items: [
      { field: 'company.categoryGroup', operator: 'oneOf', value: ['potentialCustomer'] },
      { field: of === 'contact' ? 'contact.leadStatus' : 'company.category', operator: 'oneOf' },
    ],
  };
}

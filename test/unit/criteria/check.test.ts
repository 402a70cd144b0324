import { describe, expect, it } from 'vitest';
import { checkCriteria } from '../../../src/criteria/check.js';
import type { Criteria } from '../../../src/criteria/types.js';
import { createSetup, defaultLeadStatuses } from '../../../src/model/defaults.js';
import { createFieldCatalog } from '../../../src/model/fields.js';

const [open, ...others] = defaultLeadStatuses;
const setup = createSetup({ leadStatuses: [{ ...open!, deleted: true }, ...others] });

describe('checking criteria against the setup', () => {
  it('[L9] warns of deleted and of missing items, with the path of each', () => {
    const criteria: Criteria = {
      match: 'any',
      items: [
        { field: 'contact.leadStatus', operator: 'oneOf', value: ['1', '2', '77'] },
        {
          match: 'all',
          items: [{ field: 'company.categoryGroup', operator: 'notOneOf', value: ['partner', 'friend'] }],
        },
      ],
    };
    expect(checkCriteria(criteria, createFieldCatalog([]), setup)).toEqual([
      {
        code: 'option-deleted',
        path: '/items/0/value/0',
        details: { field: 'contact.leadStatus', option: 'Open' },
      },
      {
        code: 'option-missing',
        path: '/items/0/value/2',
        details: { field: 'contact.leadStatus', option: '77' },
      },
      {
        code: 'option-missing',
        path: '/items/1/items/0/value/1',
        details: { field: 'company.categoryGroup', option: 'friend' },
      },
    ]);
  });

  it('[L9] has nothing to say about ids of records, lines without a value and other types', () => {
    const criteria: Criteria = {
      match: 'all',
      items: [
        { field: 'contact.id', operator: 'oneOf', value: ['no-such-contact'] },
        { field: 'contact.leadStatus', operator: 'oneOf', value: [] },
        { field: 'contact.leadStatus', operator: 'isEmpty' },
        { field: 'contact.title', operator: 'is', value: 'x' },
      ],
    };
    expect(checkCriteria(criteria, createFieldCatalog([]), setup)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { createSetup, emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import { createColumnarEngine } from '../../../../src/query/columnar/index.js';
import { parseQuestion } from '../../../../src/query/parse-question.js';

const surroundings = { language: 'nb', timeZone: 'Europe/Oslo', now: () => new Date('2026-11-23T12:00:00Z') };
const withField = (entity: 'contact' | 'company', type: 'text' | 'number') =>
  createSetup({ settings: { fields: [{ entity, key: 'size', label: 'Size', type }] } });

describe('fields that become others under a live question', () => {
  it('the company’s values that come late are those of its contacts, too', () => {
    const companies = [0, 1, 2].map((size) => emptyCompany({ id: `c${size}`, extra: { size } }));
    const contacts = [0, 1, 2].map((at) => emptyContact({ id: `p${at}`, companyId: `c${at}` }));
    const engine = createColumnarEngine({
      setup: withField('company', 'text'),
      parse: parseQuestion,
      source: { companies: () => companies, contacts: () => contacts },
      tuning: { orderAtOnce: 0 },
    });
    engine.load('company', companies);
    engine.load('contact', contacts);
    const live = engine.subscribe(
      { of: 'contact', fields: [], groupBy: ['company.size'] },
      surroundings,
      () => {},
    );
    engine.setupChanged(withField('company', 'number'));
    while (engine.prepare());
    expect(live.answer.groups).toEqual([0, 1, 2].map((value) => ({ value, count: 1 })));
  });

  it('changes while a field of the question is gone are not lost', () => {
    const engine = createColumnarEngine({ setup: withField('contact', 'number'), parse: parseQuestion });
    engine.load('contact', [emptyContact({ id: 'a' }), emptyContact({ id: 'b' })]);
    const question = { of: 'contact', fields: [], groupBy: ['contact.size'] } as const;
    const live = engine.subscribe(question, surroundings, () => {});
    engine.setupChanged(createSetup({}));
    expect(live.answer.phase).toBe('failed');
    engine.apply([{ entity: 'contact', id: 'a', after: undefined }]);
    engine.setupChanged(withField('contact', 'number'));
    expect(live.answer).toMatchObject({ total: { exact: 1 }, groups: [{ value: null, count: 1 }] });
  });
});

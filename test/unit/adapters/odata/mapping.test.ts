import { describe, expect, test } from 'vitest';
import { createODataAdapter, type ODataMapping } from '../../../../src/adapters/odata/index.js';
import { crmMapping } from '../../../helpers/odata/crm.js';

const { contact, company, leadStatus, category } = crmMapping;
const minimal = { contact, company, leadStatus, category };
const create = (mapping: unknown) =>
  createODataAdapter({ url: 'https://crm.example/', mapping: mapping as ODataMapping });

describe('[A6] a mapping', () => {
  test('is taken when it names what there is', () => {
    expect(() => create(minimal)).not.toThrow();
    expect(() => create({ ...minimal, leadStatus: [], category: [] })).not.toThrow();
  });

  const wrong: readonly [what: string, mapping: unknown, message: string][] = [
    ['nothing', undefined, 'mapping must be an object'],
    ['no contacts', { ...minimal, contact: undefined }, 'mapping.contact must be an object'],
    ['an entity that there is not', { ...minimal, contacts: contact }, 'mapping.contacts is not one of'],
    [
      'no list of categories',
      { ...minimal, category: undefined },
      'mapping.category must be an entity set or a list of rows',
    ],
    [
      'no set',
      { ...minimal, company: { ...company, set: '' } },
      'mapping.company.set must be the name of something in the service, is ""',
    ],
    [
      'no key',
      { ...minimal, company: { ...company, key: undefined } },
      'mapping.company.key must be an object',
    ],
    [
      'a property of the record that there is not',
      { ...minimal, contact: { ...contact, properties: { fristName: 'GivenName' } } },
      'mapping.contact.properties.fristName is not one of companyId, firstName',
    ],
    [
      'a name that would be a filter',
      { ...minimal, company: { ...company, properties: { name: "Name eq '1' or true" } } },
      'mapping.company.properties.name must be the name of something in the service',
    ],
    [
      'a name that reaches a prototype',
      { ...minimal, company: { ...company, properties: { name: '__proto__/polluted' } } },
      'mapping.company.properties.name must be the name of something in the service',
    ],
    [
      'a type that there is not',
      { ...minimal, company: { ...company, key: { name: 'Id', type: 'uuid' } } },
      'mapping.company.key.type must be text, number or guid',
    ],
    [
      'a path to sort by that is none',
      { ...minimal, contact: { ...contact, properties: { title: { name: 'Role', sort: 'Rank desc' } } } },
      'mapping.contact.properties.title.sort must be the name',
    ],
    [
      'a key of a field that reaches a prototype',
      { ...minimal, contact: { ...contact, extra: JSON.parse('{"__proto__": "Budget"}') as unknown } },
      'mapping.contact.extra.__proto__ is not a possible key',
    ],
    [
      'a kind of change that there is not',
      { ...minimal, contact: { ...contact, changes: ['upsert'] } },
      'mapping.contact.changes must be a list of',
    ],
    [
      'half a place for preferences',
      { ...minimal, preference: { set: 'Preferences', key: 'Key' } },
      'mapping.preference.value must be the name',
    ],
  ];

  test.each(wrong)('with %s is refused with the place', (_what, mapping, message) => {
    expect(() => create(mapping)).toThrow(TypeError);
    expect(() => create(mapping)).toThrow(message);
  });
});

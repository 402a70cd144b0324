import fc from 'fast-check';
import { valueShape } from '../../src/criteria/operators.js';
import {
  operatorIds,
  periods,
  type Criteria,
  type CriteriaLine,
  type CriteriaNode,
  type CriteriaValue,
  type OperatorId,
} from '../../src/criteria/types.js';
import { createSetup, emptyCompany, emptyContact } from '../../src/model/defaults.js';
import { createFieldCatalog, type Field, type FieldCatalog, type Subject } from '../../src/model/fields.js';
import type { Company, Contact, HostField, Setup } from '../../src/model/records.js';

// Random records and criteria, from small stocks of values so that they meet each other often.

const hostFields: readonly HostField[] = [
  { entity: 'company', key: 'budget', label: 'Budget', type: 'number' },
  { entity: 'company', key: 'fair', label: 'Met at the fair', type: 'date' },
  { entity: 'contact', key: 'vip', label: 'VIP', type: 'yesno' },
  {
    entity: 'contact',
    key: 'size',
    label: 'T-shirt size',
    type: 'list',
    options: [
      { id: 'l', label: 'Large' },
      { id: 's', label: 'Small', deleted: true },
    ],
  },
];

/** The default lists and one host field of each type; fields that these tests ask about. */
export const arbitrarySetup: Setup = createSetup({ settings: { fields: hostFields } });
export const arbitraryCatalog: FieldCatalog = createFieldCatalog(hostFields);

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 });
const texts = [
  '',
  'a',
  'A',
  'ab',
  'Åse',
  'A\u030Ase',
  'åse',
  'İ',
  'ß',
  'STRASSE',
  '.*',
  '\uD800',
  'Ole',
  'ole ',
];
const text = fc.constantFrom(...texts);
const companyIds = ['c1', 'c2', 'c3', 'gone'];
const idsOf = {
  leadStatus: ['1', '2', '3', 'lost'],
  category: ['lead', 'mql', 'customer', 'lost-opportunity', 'lost'],
};
const categoryGroupIds = ['none', 'customer', 'potentialCustomer', 'lost', 'mars'];
const number = fc.constantFrom(-2.5, -1, 0, 1, 2, 1000.25);
const day = fc
  .date({ min: new Date('2017-09-25'), max: new Date('2019-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
/** Midnights of some zone are the likely mistakes, so half of them are full hours. */
const instant = fc.oneof(
  fc
    .tuple(day, fc.integer({ min: 0, max: 23 }))
    .map(([date, hour]) => `${date}T${String(hour).padStart(2, '0')}:00:00.000Z`),
  fc
    .date({ min: new Date('2017-09-25'), max: new Date('2019-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
);

/** A company with one of a few ids. */
export const company: fc.Arbitrary<Company> = fc
  .record({
    id: fc.constantFrom('c1', 'c2', 'c3'),
    name: text,
    categoryId: orNull(fc.constantFrom(...idsOf.category)),
    country: orNull(text),
    created: orNull(instant),
    extra: fc.record({ budget: orNull(number), fair: orNull(day) }, { requiredKeys: [] }),
  })
  .map(emptyCompany);

/** A contact, of a company with one of those ids, of one that is gone, or of none. */
export const contact: fc.Arbitrary<Contact> = fc
  .record({
    id: fc.nat(9999).map(String),
    companyId: orNull(fc.constantFrom(...companyIds)),
    firstName: text,
    lastName: text,
    title: orNull(text),
    leadStatusId: orNull(fc.constantFrom(...idsOf.leadStatus)),
    retired: fc.boolean(),
    created: orNull(instant),
    extra: fc.record(
      { vip: orNull(fc.boolean()), size: orNull(fc.constantFrom('l', 's', 'xs')) },
      { requiredKeys: [] },
    ),
  })
  .map(emptyContact);

/** Records with unique ids. */
export const world = fc.record({
  contacts: fc.uniqueArray(contact, { selector: ({ id }) => id, maxLength: 40, size: 'max' }),
  companies: fc.uniqueArray(company, { selector: ({ id }) => id, maxLength: 3 }),
});

/** What "today" can be, and where: among them zones whose clocks skip midnight or change the date line. */
export const clock = fc.record({
  now: fc.date({ min: new Date('2017-10-01'), max: new Date('2019-12-31'), noInvalidDate: true }),
  timeZone: fc.constantFrom('UTC', 'Europe/Oslo', 'America/Sao_Paulo', 'Asia/Kolkata', 'Pacific/Apia'),
});

const fieldIds: Readonly<Record<Subject, readonly string[]>> = {
  contact: [
    'contact.id',
    'contact.name',
    'contact.firstName',
    'contact.title',
    'contact.leadStatus',
    'contact.companyId',
    'contact.retired',
    'contact.created',
    'contact.vip',
    'contact.size',
  ],
  company: [
    'company.id',
    'company.name',
    'company.category',
    'company.categoryGroup',
    'company.leadStatusEnabled',
    'company.country',
    'company.created',
    'company.budget',
    'company.fair',
  ],
};

/** A field that a question about `subject` may name. */
export const field = (subject: Subject): fc.Arbitrary<Field> =>
  fc
    .constantFrom(...(subject === 'contact' ? [...fieldIds.contact, ...fieldIds.company] : fieldIds.company))
    .map((id) => arbitraryCatalog.get(id)!);

const ids = fc.constantFrom(
  ...idsOf.leadStatus,
  ...idsOf.category,
  ...categoryGroupIds,
  ...companyIds,
  'l',
  's',
  'xs',
);
const periodAmount = fc.record({
  period: fc.constantFrom(...periods),
  amount: fc.integer({ min: 0, max: 4 }),
});

const valuesOf = {
  none: fc.constant(undefined),
  text,
  texts: fc.array(ids, { maxLength: 6 }),
  number,
  numberRange: fc.tuple(orNull(number), orNull(number)),
  date: fc.oneof({ arbitrary: day, weight: 6 }, { arbitrary: fc.constant(''), weight: 1 }),
  dateRange: fc.tuple(fc.oneof(day, day, day, fc.constant('')), day),
  periodAmount,
  period: periodAmount,
} satisfies Record<string, fc.Arbitrary<CriteriaValue | undefined>>;

/** A valid line; now and then without a value, half filled in, or muted. */
export const line = (subject: Subject): fc.Arbitrary<CriteriaLine> =>
  field(subject).chain(({ id, type }) =>
    fc.constantFrom<OperatorId>(...operatorIds[type]).chain((operator) =>
      fc
        .record({
          value: fc.oneof(
            {
              arbitrary: valuesOf[valueShape(operator, type)!] as fc.Arbitrary<CriteriaValue | undefined>,
              weight: 7,
            },
            { arbitrary: fc.constant(undefined), weight: 1 },
          ),
          empty: fc.constantFrom(undefined, undefined, 'include' as const, 'exclude' as const),
          muted: fc.constantFrom(undefined, undefined, undefined, undefined, false, true),
        })
        .map((rest) => withoutUndefined({ field: id, operator, ...rest })),
    ),
  );

/** Valid criteria, a few groups deep. */
export const criteria = (subject: Subject): fc.Arbitrary<Criteria> => {
  const group = (items: fc.Arbitrary<CriteriaNode[]>): fc.Arbitrary<Criteria> =>
    fc
      .record({
        match: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
        items,
        muted: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, true),
      })
      .map(withoutUndefined);
  const lines = fc.array<CriteriaNode>(line(subject), { maxLength: 4 });
  const inner = group(fc.array<CriteriaNode>(fc.oneof(line(subject), group(lines)), { maxLength: 3 }));
  return group(fc.array<CriteriaNode>(fc.oneof(line(subject), inner), { maxLength: 4 }));
};

/** JSON has no undefined, and neither do parsed criteria. */
function withoutUndefined<Shape extends object>(shape: Shape): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Shape;
}

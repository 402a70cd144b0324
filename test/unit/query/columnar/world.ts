import fc from 'fast-check';
import { createSetup, defaultCategories, defaultLeadStatuses } from '../../../../src/model/defaults.js';
import { createFieldCatalog, type Subject } from '../../../../src/model/fields.js';
import type { Company, Contact, HostField, Setup, Value } from '../../../../src/model/records.js';
import { emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import type { Aggregate, Question, RecordSource, Sort } from '../../../../src/query/types.js';
import type { RecordChange } from '../../../../src/query/columnar/types.js';
import * as arbitrary from '../../../helpers/arbitraries.js';

// Records for the columnar engine: those of the other tests, and what columns and bytes could stumble over.

const hostFields = [
  ...arbitrary.arbitrarySetup.settings.fields,
  { entity: 'contact', key: 'hobby', label: 'Hobby', type: 'text' },
  { entity: 'contact', key: 'score', label: 'Score', type: 'number' },
] satisfies readonly HostField[];

export const setup: Setup = createSetup({ settings: { fields: hostFields } });
export const catalog = createFieldCatalog(hostFields);
/** The same lists in another order, one category moved to another group, and one field less and one more. */
export const otherSetup: Setup = createSetup({
  leadStatuses: defaultLeadStatuses.map((status) => ({ ...status, rank: -status.rank })),
  categories: defaultCategories.map((category) =>
    category.id === 'mql' ? { ...category, group: 'lost', leadStatusEnabled: false, rank: 99 } : category,
  ),
  settings: {
    fields: [
      ...hostFields.filter(({ key }) => key !== 'hobby'),
      { entity: 'company', key: 'stray', label: 'Stray', type: 'text' },
    ],
  },
});

const strangeTexts = [
  '',
  ' ',
  'İstanbul',
  'i̇',
  'I',
  'ı',
  'ß',
  'ẞ',
  'SS',
  'ΟΔΥΣΣΕΥΣ',
  'οδυσσευς',
  'Σ',
  'ς',
  'e\u0301',
  'é',
  'É',
  'A\u030A',
  '\u0301x',
  'Åse Berg',
  'åse berg',
  'AASE',
  'aase',
  'Ærø',
  'œuvre',
  'Ł',
  'ñandú',
  'csók',
  'zsír',
  'chata',
  '😀',
  '\uD83D',
  '\uDE00',
  'x\uD83D',
  '\uDE00y',
  '\uFFFD',
  '\uE000',
  'K', // Kelvin
  'k',
  'a\0b',
  'McDonald',
  'van der Berg',
  'ole  nordmann',
  'co-op',
  'coop',
  '日本',
  'Ǆ',
  'ﬀ',
  '½',
  '\u00AD',
  'a\u00ADb',
];
export const text = fc.oneof(
  fc.constantFrom(...strangeTexts),
  fc
    .tuple(fc.constantFrom(...strangeTexts), fc.constantFrom(...strangeTexts))
    .map((parts) => parts.join(' ')),
  fc.string({ maxLength: 6, unit: fc.constantFrom(...'abAB åÅøæ-1é'.split('')) }),
  fc.string({ maxLength: 4, unit: 'binary' }),
);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 4 });
const strangeDates = [
  '2019-02-30T10:00:00.000Z',
  '2018-03-01T10:00:00Z',
  '2018-03-01T12:00:00+02:00',
  '2018-03-25',
  'yesterday',
  '1969-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
];
const instant = fc
  .date({ min: new Date('2017-09-25'), max: new Date('2019-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
/** Now and then what no date column can hold. */
const instants = fc.oneof(
  { arbitrary: instant, weight: 60 },
  { arbitrary: fc.constantFrom(...strangeDates), weight: 1 },
);
const number = fc.constantFrom(-2.5, -1, -0, 0, 1, 2, 1000.25, 1e300, -1e300, 0.1, 5e-324);
const anything: fc.Arbitrary<Value> = fc.constantFrom(null, true, 0, 7, NaN, '', 'x');
const mostly = <T extends Value>(value: fc.Arbitrary<T>): fc.Arbitrary<Value> =>
  fc.oneof({ arbitrary: value, weight: 12 }, { arbitrary: anything, weight: 1 });

export const company: fc.Arbitrary<Company> = arbitrary.company.chain((base) =>
  fc
    .record({
      name: text,
      country: orNull(text),
      city: orNull(text),
      created: orNull(instants),
      extra: fc.record(
        {
          budget: mostly(number),
          fair: mostly(fc.constantFrom('2018-05-01', '2018-05-02', '2017-12-31')),
          stray: text,
        },
        { requiredKeys: [] },
      ),
    })
    .map((more) => emptyCompany({ ...base, ...more })),
);

export const contact = (ids: fc.Arbitrary<string>): fc.Arbitrary<Contact> =>
  arbitrary.contact.chain((base) =>
    fc
      .record({
        id: ids,
        firstName: text,
        lastName: text,
        title: orNull(text),
        email: orNull(text),
        created: orNull(instants),
        extra: fc.record(
          {
            vip: mostly(fc.boolean()),
            size: mostly(fc.constantFrom('l', 's', 'xs')),
            hobby: mostly(text),
            score: mostly(number),
          },
          { requiredKeys: [] },
        ),
      })
      .map((more) => emptyContact({ ...base, ...more })),
  );

export const contactId = fc.oneof(
  fc.nat(60).map(String),
  fc.constantFrom('é', '😀', '\uE000', '\uD83D', 'a b', '007'),
);
export const companyId = fc.constantFrom('c1', 'c2', 'c3', 'gone');

export const world = fc.record({
  contacts: fc.uniqueArray(contact(contactId), { selector: ({ id }) => id, maxLength: 40, size: 'max' }),
  companies: fc.uniqueArray(company, { selector: ({ id }) => id, maxLength: 4 }),
});

/** Any field that a question about `subject` may name. */
export const field = (subject: Subject) =>
  fc.constantFrom(...catalog.for(subject).filter(({ id }) => id !== 'contact.hobby'));

const texts = fc.oneof(text, fc.constantFrom('a', 'e', ' ', 'berg', 'å', 's', 'ss', 'σ', '\u0301', 'b a'));
export const sorts = (subject: Subject) =>
  fc.array(
    fc.record<Sort>({
      field: field(subject).map(({ id }) => id),
      direction: fc.constantFrom('ascending', 'descending'),
    }),
    { maxLength: 3 },
  );

/** Criteria with strange texts in the places of the plain ones. */
export const criteria = (subject: Subject): fc.Arbitrary<NonNullable<Question['criteria']>> => {
  const textLine = fc.record({
    field: fc.constantFrom(
      ...(subject === 'contact'
        ? ['contact.name', 'contact.email', 'contact.title', 'contact.firstName']
        : []),
      'company.name',
      'company.country',
      'company.city',
    ),
    operator: fc.constantFrom(
      ...([
        'begins',
        'contains',
        'ends',
        'is',
        'isExactly',
        'notBegins',
        'notContains',
        'notEnds',
        'isNot',
      ] as const),
    ),
    value: texts,
    empty: fc.constantFrom('include' as const, 'exclude' as const),
  });
  const ordinary = arbitrary.criteria(subject);
  return fc.oneof(
    ordinary,
    fc
      .tuple(
        fc.constantFrom('all' as const, 'any' as const, 'none' as const),
        fc.array(textLine, { maxLength: 3 }),
        ordinary,
      )
      .map(([match, lines, more]) => ({ match, items: [...lines, more] })),
  );
};

const aggregates = (subject: Subject): fc.Arbitrary<readonly Aggregate[]> =>
  fc.array(
    fc
      .tuple(
        fc.constantFrom(...catalog.for(subject).filter(({ type }) => type === 'number' || type === 'date')),
        fc.constantFrom('minimum' as const, 'maximum' as const, 'average' as const, 'sum' as const),
      )
      .map(([{ id, type }, of]) => ({ field: id, of: type === 'date' && of === 'sum' ? 'average' : of })),
    { minLength: 1, maxLength: 4 },
  );

export const question = (subject: Subject): fc.Arbitrary<Question> =>
  fc
    .tuple(questionWithoutFigures(subject), fc.option(aggregates(subject), { nil: undefined }))
    .map(([asked, figures]) => (figures ? { ...asked, aggregates: figures } : asked));

const questionWithoutFigures = (subject: Subject): fc.Arbitrary<Question> =>
  fc.record({
    of: fc.constant(subject),
    criteria: criteria(subject),
    sort: sorts(subject),
    groupBy: fc.array(
      field(subject).map(({ id }) => id),
      { maxLength: 2 },
    ),
    fields: fc.constant(
      catalog
        .for(subject)
        .map(({ id }) => id)
        .filter((id) => id !== 'contact.hobby'),
    ),
    window: fc.record({ offset: fc.nat(12), limit: fc.nat(45) }),
  });

export const anyQuestion = fc.oneof(question('contact'), question('contact'), question('company'));

/** Records that can be changed, as an engine's source. */
export class Records implements RecordSource {
  setup: Setup;
  readonly #contacts: Map<string, Contact>;
  readonly #companies: Map<string, Company>;

  constructor(contacts: readonly Contact[], companies: readonly Company[], given: Setup = setup) {
    this.setup = given;
    this.#contacts = new Map(contacts.map((each) => [each.id, each]));
    this.#companies = new Map(companies.map((each) => [each.id, each]));
  }

  contacts = () => this.#contacts.values();
  companies = () => this.#companies.values();
  contact = (id: string) => this.#contacts.get(id);
  company = (id: string) => this.#companies.get(id);
  contactsOf = (id: string) => [...this.#contacts.values()].filter(({ companyId: of }) => of === id);

  apply(changes: readonly RecordChange[]): void {
    for (const { entity, id, after } of changes) {
      const table = (entity === 'contact' ? this.#contacts : this.#companies) as Map<string, unknown>;
      if (after) table.set(id, after);
      else table.delete(id);
    }
  }
}

/** Creates, updates of a few or all fields, and deletions. */
export const change: fc.Arbitrary<(records: Records) => RecordChange> = fc
  .tuple(contactId, contact(contactId), companyId, company, fc.nat(99), fc.nat(6))
  .map(([id, full, ofCompany, fullCompany, kind, which]) => (records: Records): RecordChange => {
    if (kind < 12) return { entity: 'contact', id, after: undefined };
    if (kind < 18) return { entity: 'company', id: ofCompany, after: undefined };
    if (kind < 40) {
      const before = records.company(ofCompany);
      const keys = ['name', 'categoryId', 'country', 'extra', 'created'] as const;
      const part = { [keys[which % keys.length]!]: fullCompany[keys[which % keys.length]!] };
      const after = before && kind < 34 ? { ...before, ...part } : { ...fullCompany, id: ofCompany };
      return { entity: 'company', id: ofCompany, after };
    }
    const before = records.contact(id);
    const keys = ['leadStatusId', 'companyId', 'firstName', 'created', 'email', 'extra', 'retired'] as const;
    const part = { [keys[which]!]: full[keys[which]!] };
    const after = before && kind < 85 ? { ...before, ...part } : { ...full, id };
    return kind % 2 ? { entity: 'contact', id, before, after } : { entity: 'contact', id, after };
  });

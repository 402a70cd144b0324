import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullName, guessMapping, planImport, readCsv, type ImportPlan } from '../../../src/importer/index.js';
import {
  createSetup,
  defaultCategories,
  defaultLeadStatuses,
  emptyCompany,
  emptyContact,
} from '../../../src/model/index.js';
import { catalog, context, hostFields, northwind, planOf, short } from './importing.js';

const contacts = (plan: ImportPlan) => plan.items.flatMap(({ contact }) => contact ?? []);
const companies = (plan: ImportPlan) => [...plan.companies.values()];
const issuesOf = async (csv: string) => short((await planOf(csv)).report);

describe('companies', () => {
  it('are one by name, whatever the case, the spaces and the form of the accents', async () => {
    const plan = await planOf('Company,First name\nÅngström  AB,Ann\nA\u030angström ab,Bob\nOther,Eve\n');
    expect(companies(plan).map(({ name }) => name)).toEqual(['Ångström  AB', 'Other']);
    const [ann, bob, eve] = contacts(plan);
    expect(ann?.companyId).toBe(bob?.companyId);
    expect(plan.companies.get(eve?.companyId ?? '')?.name).toBe('Other');
    expect(plan.counts).toEqual({
      rows: 3,
      contacts: 3,
      newCompanies: 2,
      matchedCompanies: 0,
      leftOut: 0,
      warnings: 0,
    });
  });

  it('that exist are recognised, and keep their values; what differs is reported once', async () => {
    const acme = emptyCompany({ id: 'c1', name: 'ACME', city: 'Oslo' });
    const csv =
      'Company,First name,City,Number of employees\nacme,Ann,oslo,\nAcme,Bob,Rome,7\nAcme,Eve,Rome,7\n';
    const plan = await planOf(csv, context([acme]));
    expect(plan.companies.size).toBe(0);
    expect(contacts(plan).map(({ companyId }) => companyId)).toEqual(['c1', 'c1', 'c1']);
    expect(plan.counts).toMatchObject({ newCompanies: 0, matchedCompanies: 1 });
    expect(short(plan.report)).toEqual(['company-differs@3:City', 'company-differs@3:Number of employees']);
    expect(plan.report[0]).toMatchObject({ value: 'Rome', details: { kept: 'Oslo' } });
  });

  it('take the first value that a row gives; what differs is reported', async () => {
    const plan = await planOf(
      'Company,First name,City,Category\nA,Ann,,\nA,Bob,Oslo,lead\nA,Eve,Rome,Lead\n',
    );
    expect(companies(plan)).toEqual([
      { id: expect.any(String) as string, name: 'A', city: 'Oslo', categoryId: 'lead' },
    ]);
    expect(short(plan.report)).toEqual(['company-differs@4:City']);
  });

  it('rows without a person make a company; a "no" alone makes nobody', async () => {
    const plan = await planOf('Company,Contact person,Newsletter\nA,,no\nB,Ann,no\n');
    expect(plan.counts).toMatchObject({ newCompanies: 2, contacts: 1 });
    expect(plan.items[0]).toEqual({ line: 2, companyId: companies(plan)[0]?.id });
  });
});

describe('contacts', () => {
  it('carry what the file says, and nothing else', async () => {
    const csv =
      'Name,Company,E-mail,Phone,Newsletter,Note,Retired\nJan van Dam,A,jan@a.example,+47 22,yes,hi,nei\n';
    const [contact] = contacts(await planOf(csv));
    expect(contact).toEqual({
      id: expect.any(String) as string,
      companyId: expect.any(String) as string,
      firstName: 'Jan',
      lastName: 'van Dam',
      email: 'jan@a.example',
      phone: '+47 22',
      note: 'hi',
      retired: false,
      extra: { newsletter: true },
    });
  });

  it('columns for first and last name win over one for both; of two columns for one field the first with a value', async () => {
    const mapping = [fullName, 'contact.lastName', 'contact.phone', 'contact.phone'];
    const [contact] = contacts(await planOf('a,b,c,d\nX Y,Z,,2\n', context(), mapping));
    expect(contact).toMatchObject({ lastName: 'Z', phone: '2' });
    expect(contact).not.toHaveProperty('firstName');
  });

  it('A4: rows that name nobody are left out', async () => {
    expect(
      await issuesOf(
        'First name,Company,City,E-mail\n,,Oslo,\n,A,,x@a.example\n,,,x@a.example\nAnn,,Oslo,\n',
      ),
    ).toEqual(['name-missing@2', 'name-missing@3', 'name-missing@4', 'company-name-missing@5:City']);
  });

  it('twice in a company are one, by name and e-mail, and reported with the other line', async () => {
    const csv =
      'Name,Company,E-mail\nAnn A,X,a@x.example\nann  a,x,A@x.example\nAnn A,Y,a@x.example\nAnn A,X,b@x.example\n';
    const plan = await planOf(csv);
    expect(short(plan.report)).toEqual(['duplicate-in-file@3']);
    expect(plan.report[0]).toMatchObject({ value: 'ann a', details: { earlier: 2 } });
    expect(plan.counts).toMatchObject({ contacts: 3, leftOut: 1 });
    const table = await readCsv(csv);
    const mapping = guessMapping(table.headers, table.rows, catalog);
    const kept = await planImport(table, mapping, context(), { keepDuplicates: true });
    expect(short(kept.report)).toEqual(['duplicate-kept@3']);
    expect(kept.counts.contacts).toBe(4);
  });

  it('that exist already are left out, so that a file can be imported twice', async () => {
    const acme = emptyCompany({ id: 'c1', name: 'Acme' });
    const findContact = ({ companyId, lastName }: { companyId: string | null; lastName: string }) =>
      companyId === 'c1' && lastName === 'Ann' ? emptyContact({ id: 'p1' }) : undefined;
    const plan = await planOf('Company,Last name\nAcme,Ann\nAcme,Bob\n', context([acme], { findContact }));
    expect(short(plan.report)).toEqual(['already-exists@2']);
    expect(contacts(plan).map(({ lastName }) => lastName)).toEqual(['Bob']);
  });
});

describe('values are judged by the type of their field', () => {
  const cell = (value: string) => `"${value}"`;
  const read = async (header: string, value: string) => {
    const plan = await planOf(`Company,First name,${header}\nA,Ann,${cell(value)}\n`);
    return { issues: short(plan.report), contact: contacts(plan)[0], company: companies(plan)[0] };
  };

  it.each([
    ['1234', 1234],
    ['-3', -3],
    ['1 234', 1234],
    ['12.5', 12.5],
    ['12,5', 12.5],
    ['0,125', 0.125],
    ['1,234,567', 1234567],
    ['1.234.567,8', 1234567.8],
    ["1'000'000", 1000000],
    ['1234.567', 1234.567],
    ['-0.5', -0.5],
    ['-1.234,5', -1234.5],
  ])('the number %j', async (text, value) => {
    expect((await read('Number of employees', text)).company?.extra).toEqual({ employees: value });
  });

  it.each(['1,234', '1.234', 'many', '12 pcs', '1.2.3,4,5', '1,2,3', '5.', '--1', '1e9', '0x10'])(
    'no number without doubt: %j',
    async (text) => {
      expect((await read('Number of employees', text)).issues).toContain(
        'number-invalid@2:Number of employees',
      );
    },
  );

  it.each([
    ['2026-11-21', '2026-11-21'],
    ['2026-11-21T08:30:00Z', '2026-11-21'],
    ['2026/1/2', '2026-01-02'],
    ['21.11.2026', '2026-11-21'],
    ['1. 2. 2026', '2026-02-01'],
  ])('the date %j', async (text, value) => {
    expect((await read('Founded', text)).company?.extra).toEqual({ founded: value });
  });

  it.each(['11/12/2026', '31.02.2026', '2026-13-01', 'May 2026', '45000'])(
    'no date without doubt: %j',
    async (text) => {
      expect((await read('Founded', text)).issues).toEqual(['date-invalid@2:Founded']);
    },
  );

  it.each([
    ['Yes', true],
    ['TRUE', true],
    ['1', true],
    ['ja', true],
    ['oui', true],
    ['sí', true],
    ['no', false],
    ['Nein', false],
    ['nei', false],
    ['0', false],
  ])('yes or no: %j', async (text, value) => {
    expect((await read('Newsletter', text)).contact?.extra).toEqual({ newsletter: value });
  });

  it('neither yes nor no', async () => {
    expect((await read('Newsletter', 'maybe')).issues).toEqual(['yesno-invalid@2:Newsletter']);
  });

  it.each(['ann', 'ann@', '@x.example', 'ann at x', 'a@b@c', 'a b@c'])(
    'no e-mail address: %j',
    async (text) => {
      expect((await read('E-mail', text)).issues).toContain('email-invalid@2:E-mail');
    },
  );
});

describe('values of lists', () => {
  const statuses = defaultLeadStatuses.map((status) =>
    status.id === '4' ? { ...status, deleted: true } : status,
  );
  const where = context([], {
    setup: createSetup({ leadStatuses: statuses, settings: { fields: hostFields } }),
  });
  const plan = (category: string, status: string) =>
    planOf(`Company,First name,Category,Lead status,Source\nA,Ann,${category},${status},trade fair\n`, where);

  it('by name, ignoring case, or by id', async () => {
    for (const [category, status] of [
      ['lead', '2'],
      ['LEAD', 'contacting'],
      ['Lead', 'Contacting'],
    ] as const) {
      const made = await plan(category, status);
      expect(made.report).toEqual([]);
      expect(companies(made)[0]).toMatchObject({ categoryId: 'lead' });
      expect(contacts(made)[0]).toMatchObject({ leadStatusId: '2', extra: { source: 'f' } });
    }
  });

  it('what is not on the list leaves the row out, and says where it stood', async () => {
    const { report, items } = await plan('Leed', '99');
    expect(items).toEqual([]);
    expect(report).toMatchObject([
      { code: 'option-unknown', severity: 'error', line: 2, column: 'Category', value: 'Leed' },
      { code: 'option-unknown', severity: 'error', line: 2, column: 'Lead status', value: '99' },
    ]);
  });

  it('L9: what has been deleted from the list is no choice', async () => {
    expect(short((await plan('Lead', 'Re-nurture')).report)).toEqual(['option-deleted@2:Lead status']);
  });

  it('a name that is the id of another one means the name', async () => {
    const tricky = [
      ...defaultCategories,
      { ...defaultCategories[4]!, id: 'x', name: 'lead-2' },
      { ...defaultCategories[4]!, id: 'lead-2', name: 'Z' },
    ];
    const made = await planOf(
      'Company,Category\nA,lead-2\n',
      context([], { setup: createSetup({ categories: tricky }) }),
    );
    expect(companies(made)[0]?.categoryId).toBe('x');
  });
});

describe('L7, L8: a lead status that its contact may not have is left out and reported', () => {
  it.each([
    ['L7: in a company whose category has none', 'A,Ann,Customer,Open', 'A'],
    ['L1: in a company without a category', 'A,Ann,,Open', 'A'],
    ['L8: without a company', ',Ann,,Open', ''],
  ])('%s', async (_, row, company) => {
    const plan = await planOf(`Company,First name,Category,Lead status\n${row}\n`);
    expect(plan.report).toMatchObject([
      {
        code: 'status-left-out',
        severity: 'warning',
        line: 2,
        column: 'Lead status',
        value: 'Open',
        details: { company },
      },
    ]);
    expect(contacts(plan)).toHaveLength(1);
    expect(contacts(plan)[0]).not.toHaveProperty('leadStatusId');
  });

  it('a later row of the company may tell its category; an existing company has one of its own', async () => {
    const plan = await planOf('Company,First name,Category,Lead status\nA,Ann,,Open\nA,Bob,Lead,\n');
    expect(plan.report).toEqual([]);
    const acme = emptyCompany({ id: 'c', name: 'Acme', categoryId: 'customer' });
    const existing = await planOf(
      'Company,First name,Category,Lead status\nAcme,Ann,Lead,Open\n',
      context([acme]),
    );
    expect(short(existing.report)).toEqual(['company-differs@2:Category', 'status-left-out@2:Lead status']);
  });
});

describe('cells that look like formulas', () => {
  it.each(['=1+1', '=HYPERLINK(""http://x"")', '+cmd|x', '-2+3+cmd', '@SUM(A1)', '\t=1'])(
    '%j is imported as it is, and reported',
    async (text) => {
      const plan = await planOf(`Company,Last name\nA,"${text}"\n`);
      expect(short(plan.report)).toEqual(['formula@2:Last name']);
      expect(contacts(plan)[0]?.lastName).toBe(text.replaceAll('""', '"'));
    },
  );

  it.each(['+47 22 00 11 22', '+49 (0)30/123-4', '-5', '-1.5', '-', 'a=b', 'x@y'])(
    '%j is none',
    async (text) => {
      expect((await planOf(`Company,Last name\nA,"${text}"\n`)).report).toEqual([]);
    },
  );

  it('columns that are not imported are nobody’s concern', async () => {
    expect((await planOf('Company,Code\nA,=1+1\n')).report).toEqual([]);
  });
});

describe('plans', () => {
  it('the Northwind customers as they are', async () => {
    const table = await readCsv(northwind());
    const plan = await planImport(table, guessMapping(table.headers, table.rows, catalog), context());
    expect(plan.report).toEqual([]);
    expect(plan.counts).toMatchObject({ rows: 42, contacts: 42, newCompanies: 42 });
    expect(companies(plan)[1]).toMatchObject({
      name: 'Ana Trujillo Emparedados y helados',
      city: 'México D.F.',
      phone: '(5) 555-4729',
    });
    expect(contacts(plan)[1]).toMatchObject({ firstName: 'Ana', lastName: 'Trujillo', title: 'Owner' });
  });

  it('without a column for a name there is nothing to import', async () => {
    const plan = await planOf('E-mail\na@x.example\n');
    expect(plan).toMatchObject({ items: [], report: [{ code: 'nothing-mapped', severity: 'fatal' }] });
  });

  it('of a file that could not be read are empty', async () => {
    expect(await planOf('')).toMatchObject({ items: [], report: [{ code: 'file-empty' }] });
  });

  it('report in the order of the lines, those of the reader included', async () => {
    expect(await issuesOf('First name,E-mail\n=x,\nAnn\nBob,?\n"a"b,c\n')).toEqual([
      'formula@2:First name',
      'too-few-cells@3',
      'email-invalid@4:E-mail',
      'broken-quotes@5',
    ]);
  });

  it('can be stopped', async () => {
    const table = await readCsv(`First name\n${'Ann\n'.repeat(50_000)}`);
    const controller = new AbortController();
    const planning = planImport(table, ['contact.firstName'], context(), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(planning).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('property: every row is imported or has an error, whatever is in the cells', async () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('Lead', 'Open', 'Ann', 'A', '1', 'yes', 'a@x.example', '2026-01-01', '=1', ''),
    );
    const headers = [
      'Company',
      'First name',
      'E-mail',
      'Category',
      'Lead status',
      'Newsletter',
      'Founded',
      'Number of employees',
    ];
    const rows = fc.array(
      fc.array(fc.option(cell), { minLength: headers.length, maxLength: headers.length }),
      { minLength: 1, maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const table = {
          headers,
          rows: cells.map((each, index) => ({ line: index + 2, cells: each })),
          encoding: 'utf-8',
          delimiter: ',',
          issues: [],
        } as const;
        const plan = await planImport(table, guessMapping(headers, table.rows, catalog), context());
        const failed = new Set(
          plan.report.filter(({ severity }) => severity === 'error').map(({ line }) => line),
        );
        expect(plan.items.length + failed.size).toBe(cells.length);
        expect(plan.items.every(({ line }) => !failed.has(line))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

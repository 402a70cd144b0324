import { describe, expect, it } from 'vitest';
import {
  fullName,
  guessMapping,
  importFields,
  readCsv,
  splitName,
  type CsvRow,
} from '../../../src/importer/index.js';
import { catalog, northwind } from './importing.js';

const row = (...cells: (string | null)[]): CsvRow => ({ line: 2, cells });
const guess = (headers: string, ...rows: CsvRow[]) => guessMapping(headers.split(','), rows, catalog);

describe('columns find their place by what they are called', () => {
  it('the Northwind customers: what has no place is left out', async () => {
    const table = await readCsv(northwind());
    const mapping = guessMapping(table.headers, table.rows, catalog);
    expect(Object.fromEntries(table.headers.map((header, index) => [header, mapping[index]]))).toEqual({
      customerID: null,
      companyName: 'company.name',
      contactName: fullName,
      contactTitle: 'contact.title',
      address: null,
      city: 'company.city',
      region: null,
      postalCode: null,
      country: 'company.country',
      phone: 'company.phone',
      fax: null,
    });
  });

  const person = [
    'contact.firstName',
    'contact.lastName',
    'contact.email',
    'contact.mobile',
    'contact.title',
    'company.name',
    'company.city',
    'company.country',
  ];
  it.each([
    ['English', 'First Name,Last Name,E-mail Address,Mobile Phone,Job Title,Company,City,Country'],
    ['English, snake case', 'first_name,last_name,email,mobile_number,position,company_name,town,country'],
    [
      'English, camel case',
      'givenName,familyName,emailAddress,cellPhone,jobTitle,organizationName,companyCity,companyCountry',
    ],
    ['German', 'Vorname,Nachname,E-Mail,Handy,Funktion,Firma,Ort,Land'],
    [
      'German, compounds',
      'Vorname,Familienname,E-Mail-Adresse,Mobilnummer,Berufsbezeichnung,Firmenname,Stadt,Land',
    ],
    ['Norwegian', 'Fornavn,Etternavn,E-post,Mobil,Stillingstittel,Firma,Poststed,Land'],
    ['Swedish', 'Förnamn,Efternamn,E-postadress,Mobilnummer,Befattning,Företag,Postort,Land'],
    ['French', 'Prénom,Nom de famille,Courriel,Téléphone portable,Fonction,Société,Ville,Pays'],
    ['Spanish', 'Nombre de pila,Apellidos,Correo electrónico,Móvil,Cargo,Empresa,Ciudad,País'],
  ])('%s', (_, headers) => {
    expect(guess(headers)).toEqual(person);
  });

  it.each([
    ['Vorname,Name,Firma', ['contact.firstName', 'contact.lastName', 'company.name']],
    ['Name,Company', [fullName, 'company.name']],
    ['Name,Website,Industry', ['company.name', 'company.website', 'company.business']],
    ['Name,Contact person', ['company.name', fullName]],
    ['Nom,Prénom,Entreprise', ['contact.lastName', 'contact.firstName', 'company.name']],
    ['Name,E-mail,Status', [fullName, 'contact.email', 'contact.leadStatus']],
  ])('whose "name" it is, the others tell: %s', (headers, mapping) => {
    expect(guess(headers)).toEqual(mapping);
  });

  it.each([
    ['First name,Last name,Company,Phone', 'contact.phone'],
    ['Company,Phone', 'company.phone'],
    ['Company,Contact person,Phone', 'company.phone'],
    ['Company,Contact person,Contact phone', 'contact.phone'],
    ['First name,Last name,Company,Company phone', 'company.phone'],
    ['Fornavn,Etternavn,Firma,Firmatelefon', null],
  ])('whose phone it is, too: %s', (headers, target) => {
    expect(guess(headers).at(-1)).toBe(target);
  });

  it('e-mail of a contact person is hers, unless the addresses are offices', () => {
    const headers = 'Company,Contact person,E-mail';
    expect(guess(headers, row('A', 'Ann', 'ann@x.example')).at(-1)).toBe('contact.email');
    expect(guess(headers, row('A', 'Ann', 'info@x.example')).at(-1)).toBe('company.email');
  });

  it("the host's fields by label, by key or by id", () => {
    expect(guess('Company,Number of Employees,Newsletter,company.founded')).toEqual([
      'company.name',
      'company.employees',
      'contact.newsletter',
      'company.founded',
    ]);
  });

  it('each place is given once', () => {
    expect(guess('First name,Phone,Phone (2),Telefon')).toEqual([
      'contact.firstName',
      'contact.phone',
      null,
      null,
    ]);
  });

  it('by what is in them, where the header says nothing', () => {
    const rows = [
      row('Ann', 'a@x.example', 'https://x.example', 'a@b'),
      row('Bob', 'b@x.example', 'www.y.example', null),
      row('Z', null, null, 'q'),
    ];
    expect(guess('First name,#2,Column C,Code', ...rows)).toEqual([
      'contact.firstName',
      'contact.email',
      'company.website',
      null,
    ]);
  });

  it('headers named like parts of every object are nothing special', () => {
    expect(guess('constructor,__proto__,toString,hasOwnProperty')).toEqual([null, null, null, null]);
  });
});

describe('places that a column can go to', () => {
  it('are what people fill in: neither ids nor what follows from other fields', () => {
    const ids = importFields(catalog).map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'company.name',
        'company.category',
        fullName,
        'contact.leadStatus',
        'contact.note',
        'company.employees',
      ]),
    );
    expect(ids).not.toEqual(expect.arrayContaining(['contact.id']));
    for (const derived of [
      'contact.id',
      'contact.name',
      'contact.companyId',
      'company.categoryGroup',
      'contact.created',
    ])
      expect(ids).not.toContain(derived);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('whole names are split', () => {
  it.each([
    ['Maria Anders', 'Maria', 'Anders'],
    ['Ana Maria Trujillo', 'Ana Maria', 'Trujillo'],
    ['Jan van der Berg', 'Jan', 'van der Berg'],
    ['Jan Van Der Berg', 'Jan', 'Van Der Berg'],
    ['Juan de la Cruz', 'Juan', 'de la Cruz'],
    ['Otto von Bismarck', 'Otto', 'von Bismarck'],
    ['José Ortega y Gasset', 'José', 'Ortega y Gasset'],
    ['Van Morrison', 'Van', 'Morrison'],
    ['de Gaulle, Charles', 'Charles', 'de Gaulle'],
    ['Anders,  Maria   Luise', 'Maria Luise', 'Anders'],
    ['Sammy Davis, Jr.', 'Sammy', 'Davis, Jr.'],
    ["Renée O'Connor-Smith", 'Renée', "O'Connor-Smith"],
    ['  Maria   Anders ', 'Maria', 'Anders'],
    ['Cher', '', 'Cher'],
    ['山田太郎', '', '山田太郎'],
    ['Anders,', '', 'Anders'],
    ['Jan van', 'Jan', 'van'],
    ['', '', ''],
  ])('%j', (name, firstName, lastName) => {
    expect(splitName(name)).toEqual({ firstName, lastName });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fatalIssue, readCsv, toCsv } from '../../../src/importer/index.js';
import { cleanCell } from '../../../src/importer/table-builder.js';
import { bytes, northwind, short } from './importing.js';

const rowsOf = async (input: string | Blob) => (await readCsv(input)).rows.map(({ cells }) => cells);

describe('what separates cells and lines is found out', () => {
  it.each([
    ['commas', 'a,b\n1,2\n', ','],
    ['semicolons', 'a;b\n1;2\n', ';'],
    ['semicolons, with commas in the cells', 'name;note\nAnn;x, y\nBob;z\n', ';'],
    ['tabs', 'a\tb\n1\t2\n', '\t'],
    ['bars', 'a|b\n1|2\n', '|'],
    ["Excel's first line", 'sep=;\na;b\n1;2\n', ';'],
  ])('%s', async (_, text, delimiter) => {
    const table = await readCsv(text);
    expect(table).toMatchObject({ delimiter, issues: [] });
    expect(table.headers).toHaveLength(2);
    expect(table.rows.every(({ cells }) => cells.length === 2)).toBe(true);
  });

  it.each([
    ['CRLF', 'a,b\r\n1,"2"\r\n3,"4"\r\n'],
    ['LF', 'a,b\n1,"2"\n3,"4"\n'],
    ['CR', 'a,b\r1,"2"\r3,"4"\r'],
    ['mixed', 'a,b\r\n1,"2"\n3,"4"'],
    ['a carriage return at the very end', 'a,b\r\n1,"2"\r\n3,"4"\r'],
    ['blank lines, between and at the end', '\n\na,b\n\n1,"2"\n,\n  \n3,"4"\n\n'],
  ])('%s', async (_, text) => {
    const table = await readCsv(text);
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(table.issues).toEqual([]);
  });

  it('one column has no delimiter', async () => {
    expect(await rowsOf('Email\nann@x.example\nbob@x.example')).toEqual([
      ['ann@x.example'],
      ['bob@x.example'],
    ]);
  });
});

describe('cells', () => {
  it('quotes hold delimiters, line breaks and quotes; lines are counted on', async () => {
    const { rows } = await readCsv('a,b\r\n"x, y","line 1\r\nline ""2"""\r\nz,w\r\n');
    expect(rows).toEqual([
      { line: 2, cells: ['x, y', 'line 1\r\nline "2"'] },
      { line: 4, cells: ['z', 'w'] },
    ]);
  });

  it('white space around them goes, in them it stays; quotes inside an unquoted cell are text', async () => {
    expect(await rowsOf('a,b\n  x  ,  two  words \nBob "the" Builder,5" pipe\n')).toEqual([
      ['x', 'two  words'],
      ['Bob "the" Builder', '5" pipe'],
    ]);
  });

  it('empty and NULL are no value; Null is a last name', async () => {
    expect(await rowsOf('a,b,c\nNULL,,Null\n')).toEqual([[null, null, 'Null']]);
  });
});

describe('encodings', () => {
  it.each([
    ['UTF-8', new Blob(['näme,b\nÅse,1']), 'utf-8', 0],
    ['UTF-8 with a byte order mark', new Blob(['\uFEFFnäme,b\nÅse,1']), 'utf-8', 0],
    ['text with a byte order mark', '\uFEFFnäme,b\nÅse,1', 'utf-8', 0],
    ['UTF-16, little end first', bytes.utf16le('näme,b\nÅse,1'), 'utf-16le', 0],
    ['UTF-16, big end first', bytes.utf16be('näme,b\nÅse,1'), 'utf-16be', 0],
    ['Latin-1, which is reported', bytes.latin1('näme,b\nÅse,1'), 'windows-1252', 1],
  ])('%s', async (_, input, encoding, reported) => {
    const table = await readCsv(input);
    expect(table).toMatchObject({ encoding, headers: ['näme', 'b'], rows: [{ cells: ['Åse', '1'] }] });
    expect(short(table.issues)).toEqual(reported ? ['encoding-guessed@0'] : []);
  });

  it('one wrong byte at the end of a long file counts for all of it', async () => {
    const text = `a,b\n${'Müller,1\n'.repeat(200_000)}`;
    expect((await readCsv(new Blob([text, Uint8Array.of(0xe9)]))).encoding).toBe('windows-1252');
    const table = await readCsv(new Blob([text]));
    expect(table.encoding).toBe('utf-8');
    expect(table.rows.every(({ cells }) => cells[0] === 'Müller')).toBe(true);
  });

  it('a spreadsheet that was not saved as CSV is told from text', async () => {
    expect(short((await readCsv(new Blob([Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)]))).issues)).toEqual([
      'not-text@0',
    ]);
  });
});

describe('files that can not be imported', () => {
  it.each([
    ['an empty file', '', 'file-empty'],
    ['nothing but blanks', ' \n\n', 'file-empty'],
    ['headers without rows', 'a,b\n', 'no-rows'],
    ['broken quotes in the headers', '"a,b\n1,2\n3,4\n', 'headers-unreadable'],
  ])('%s', async (_, text, code) => {
    const table = await readCsv(text);
    expect(fatalIssue(table.issues)?.code).toBe(code);
    expect(table.rows).toEqual([]);
  });

  it('too large, too many rows: told with the limit', async () => {
    const limits = { bytes: 20, rows: 2 };
    expect((await readCsv('a\n'.repeat(20), { limits })).issues).toMatchObject([{ code: 'too-large' }]);
    expect((await readCsv('a\n1\n2\n', { limits })).issues).toEqual([]);
    expect((await readCsv('a\n1\n2\n3\n', { limits })).issues).toMatchObject([
      { code: 'too-many-rows', details: { limit: 2 } },
    ]);
  });

  it('a file that can no longer be read', async () => {
    const gone = Object.assign(new Blob(['a']), {
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }),
    });
    expect((await readCsv(gone)).issues).toMatchObject([
      { code: 'unreadable', details: { message: 'gone' } },
    ]);
  });
});

describe('headers', () => {
  it('repeated ones are made distinct, nameless ones called by their place; both are reported', async () => {
    const table = await readCsv('Phone, phone ,Phone,Phone (2),\n1,2,3,4,5\n');
    expect(table.headers).toEqual(['Phone', 'phone (2)', 'Phone (3)', 'Phone (2) (2)', '#5']);
    expect(short(table.issues)).toEqual([
      'duplicate-header@1:phone (2)',
      'duplicate-header@1:Phone (3)',
      'duplicate-header@1:Phone (2) (2)',
      'unnamed-column@1:#5',
    ]);
  });
});

describe('rows that are wrong are reported with their line, and the others survive', () => {
  it.each([
    [
      'a quote that is not closed',
      'a,b\n"Ann,Oslo\nBob,"Bergen"\nEve,Rome\n',
      ['Bob', 'Eve'],
      ['broken-quotes@2'],
    ],
    [
      'one that nothing closes until the end',
      'a,b\nAnn,x\n"Bob,y\nEve,z\nUma,w\n',
      ['Ann', 'Eve', 'Uma'],
      ['broken-quotes@3'],
    ],
    ['quotes inside of quotes', 'a,b\n"Bob "The Rock" J",x\nEve,y\n', ['Eve'], ['broken-quotes@2']],
    [
      'remains of a broken row of two lines',
      'a,b\n"x "y" z\nrest of it\nEve,y\n',
      ['Eve'],
      ['broken-quotes@2', 'broken-quotes@3'],
    ],
    [
      'two broken rows in a row',
      'a,b\n"x" y,1\n"z" w,2\nEve,y\n',
      ['Eve'],
      ['broken-quotes@2', 'broken-quotes@3'],
    ],
    ['too many cells', 'a,b\n1,2,3\nEve,y\n', ['Eve'], ['too-many-cells@2']],
    ['too many, but empty', 'a,b\n1,2,,\nEve,y\n', ['1', 'Eve'], []],
    ['too few cells are taken as empty', 'a,b\n1\nEve,y\n', ['1', 'Eve'], ['too-few-cells@2']],
  ])('%s', async (_, text, survivors, issues) => {
    const table = await readCsv(text);
    expect(table.rows.map(({ cells }) => cells[0])).toEqual(survivors);
    expect(short(table.issues)).toEqual(issues);
  });

  it('a broken row far into a long file, where the text is read piece by piece', async () => {
    const good = Array.from({ length: 60_000 }, (_, index) => `"Name ${index}","City, ${index}\nline 2"`);
    const table = await readCsv(`a,b\n${good.join('\n')}\n"broken,x\n${good.join('\n')}\n`);
    expect(short(table.issues)).toEqual([`broken-quotes@${2 + 2 * good.length}`]);
    expect(table.rows).toHaveLength(2 * good.length);
    expect(table.rows.at(-1)).toEqual({
      line: 2 + 4 * good.length - 1,
      cells: ['Name 59999', 'City, 59999\nline 2'],
    });
  });

  it('cells that are longer than what is read at a time', async () => {
    const long = 'x"\n'.repeat(100_000).trim();
    expect(
      await rowsOf(
        toCsv([
          ['a', 'b'],
          [long, '1'],
          ['y', '2'],
        ]),
      ),
    ).toEqual([
      [long, '1'],
      ['y', '2'],
    ]);
  });
});

describe('what comes from elsewhere', () => {
  it('the Northwind customers, as exported by somebody else', async () => {
    const table = await readCsv(northwind());
    expect(table).toMatchObject({ encoding: 'utf-8', delimiter: ',', issues: [] });
    expect(table.rows).toHaveLength(42);
    expect(table.rows.map(({ cells }) => cells[7])).toContain('05021');
    expect(table.rows[3]?.cells[6]).toBeNull();
  });
});

describe('long files', () => {
  const text = `Company;First name;Last name;E-mail\n${Array.from({ length: 100_000 }, (_, i) => `"Firm; ${i}";Åse;Berg${i};a${i}@x.example`).join('\r\n')}`;

  it('100,000 rows: nothing else waits for more than 50 ms, and progress is told', { retry: 2 }, async () => {
    // The processor's time between two turns, so that a busy machine does not count.
    const worked = () => process.cpuUsage().user / 1_000;
    let longest = 0;
    let last = worked();
    const timer = setInterval(() => {
      longest = Math.max(longest, worked() - last);
      last = worked();
    }, 1);
    const told: number[] = [];
    const file = new Blob([text]);
    const table = await readCsv(file, { onProgress: ({ done }) => told.push(done) });
    clearInterval(timer);
    expect(table.rows).toHaveLength(100_000);
    expect(told.at(-1)).toBe(file.size);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(longest).toBeLessThan(50);
  });

  it('can be stopped', async () => {
    const controller = new AbortController();
    const reading = readCsv(new Blob([text]), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await expect(readCsv('a\n1', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('properties', () => {
  const cell = fc
    .oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '\n', '\r', ' ', "'", '=', 'ø', '|', 'a') }),
    )
    .filter((text) => cleanCell(text) === text);
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(fc.option(cell), { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 20,
      }),
    )
    .filter((rows) => rows.every((row) => row.some((each) => each !== null)));

  it('what is written as CSV is read as it was', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const headers = rows[0]?.map((_, index) => `Column ${index}`) ?? [];
        const read = await readCsv(toCsv([headers, ...rows], { guardFormulas: false }));
        expect(read.issues).toEqual([]);
        expect(read.headers).toEqual(headers);
        expect(read.rows.map(({ cells }) => cells)).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });

  it('never rejects, whatever the text or the bytes; every row has as many cells as there are headers', async () => {
    const text = fc.string({
      unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'a', ' ', '\t'),
      maxLength: 200,
    });
    const input = fc.oneof(
      text,
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map((raw) => new Blob([raw])),
    );
    await fc.assert(
      fc.asyncProperty(input, async (each) => {
        const { headers, rows, issues } = await readCsv(each);
        expect(rows.every(({ cells }) => cells.length === headers.length)).toBe(true);
        expect(rows.length > 0 || fatalIssue(issues) !== undefined).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

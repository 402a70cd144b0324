import { describe, expect, test, vi } from 'vitest';
import type { TokenCallback } from '../../../../src/adapters/rest/token-source.js';
import { kindOfErrorType } from '../../../../src/adapters/superoffice/problems.js';
import { emptyContact } from '../../../../src/model/defaults.js';
import { updated } from '../../../../src/model/changes.js';
import { adapterFor, connect } from './subject.js';

const signal = new AbortController().signal;
const contacts = [emptyContact({ id: '17', lastName: 'Hopper' })];
const get = (adapter: ReturnType<typeof adapterFor>) =>
  adapter.get!([{ entity: 'contact', id: '17' }], { signal });

/** An installation that takes one token at a time, and a host that knows the newest. */
function session(tokens: readonly string[] = ['old', 'new']) {
  const connection = connect({ contacts });
  connection.office.token = tokens[0];
  const token = vi.fn<TokenCallback>((reason) =>
    reason === 'first' ? tokens[0]! : connection.office.token!,
  );
  return { connection, token, adapter: adapterFor(connection, { token }) };
}

describe('an expired token', () => {
  test('is answered with 403: it is renewed once, for all who met it', async () => {
    const { connection, token, adapter } = session();
    await get(adapter);
    connection.office.token = 'new';
    const answers = await Promise.all([get(adapter), get(adapter), get(adapter)]);
    expect(answers.map(({ contacts: rows }) => rows!.length)).toEqual([1, 1, 1]);
    expect(token.mock.calls).toEqual([['first'], ['expired']]);
  });

  test('whose successor is not taken either is no permission', async () => {
    const { connection, token, adapter } = session();
    connection.office.token = 'nobody has it';
    token.mockImplementation((reason) => (reason === 'first' ? 'old' : 'older'));
    await expect(get(adapter)).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('expired') as string,
    });
  });

  test('that nobody can renew is "unauthorised"', async () => {
    const { connection, token, adapter } = session();
    await get(adapter);
    connection.office.token = 'new';
    token.mockRejectedValue(new Error('signed out'));
    await expect(get(adapter)).rejects.toMatchObject({ kind: 'unauthorised' });
  });
});

describe('what is forbidden', () => {
  test('stays forbidden, with the reason of the server', async () => {
    const { connection, adapter } = session();
    connection.office.locked.add('Person/17');
    await expect(
      adapter.save([updated('contact', '17', { title: 'x' })], { signal, key: 'a' }),
    ).rejects.toMatchObject({
      kind: 'forbidden',
      retryable: false,
      message: expect.stringContaining('[SR_NO_UPDATE_RIGHT]') as string,
    });
  });

  test('asks for no further token while the last one is fresh', async () => {
    const { connection, token, adapter } = session();
    connection.office.locked.add('Person/17');
    await get(adapter);
    connection.office.token = 'new';
    await get(adapter);
    for (const key of ['a', 'b', 'c'])
      await adapter.save([updated('contact', '17', { title: 'x' })], { signal, key }).catch(() => {});
    expect(token.mock.calls).toEqual([['first'], ['expired']]);
  });

  test('is forbidden without a token, too: by cookie', async () => {
    const connection = connect({ contacts });
    connection.office.locked.add('Person/17');
    await expect(
      adapterFor(connection).save([updated('contact', '17', { title: 'x' })], { signal, key: 'a' }),
    ).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('[A5] what the error type says', () => {
  test.each([
    ['SoNotFoundException', 'notFound'],
    ['SoSentryException', 'forbidden'],
    ['SoArgumentException', 'invalid'],
    ['SoValidationException', 'invalid'],
    ['SoConcurrencyException', 'conflict'],
    ['System.NullReferenceException', undefined],
    ['', undefined],
  ])('%s: %s', (errorType, kind) => {
    expect(kindOfErrorType(errorType)).toBe(kind);
  });
});

describe('headers', () => {
  test('name the language, and what the host adds', async () => {
    const connection = connect({ contacts });
    let seen = new Headers();
    const adapter = adapterFor(connection, {
      language: 'de-AT',
      headers: { 'SO-AppToken': 'secret of a server' },
      fetch: (input, init) => {
        seen = new Headers(init!.headers);
        return connection.fetch(input, init);
      },
    });
    await get(adapter);
    expect(seen.get('Accept-Language')).toBe('de-AT');
    expect(seen.get('SO-AppToken')).toBe('secret of a server');
  });
});

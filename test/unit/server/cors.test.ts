import { describe, expect, it } from 'vitest';
import { withCors, type CorsOptions } from '../../../src/server/index.js';
import { createApi, origin as server } from './api.js';

const portal = 'https://portal.example';

function ask(options: CorsOptions, method: string, headers: Record<string, string>) {
  return withCors(
    createApi().handler,
    options,
  )(new Request(`${server}/api/contacts/ada`, { method, headers }));
}
const preflight = { Origin: portal, 'Access-Control-Request-Method': 'PATCH' };

describe('pages of other origins', () => {
  it('may send what the HTTP adapter sends, when their origin is named', async () => {
    const { status, headers } = await ask({ origins: [portal] }, 'OPTIONS', preflight);
    expect(status).toBe(204);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(portal);
    expect(headers.get('Access-Control-Allow-Methods')).toContain('PATCH');
    for (const name of ['Authorization', 'Idempotency-Key', 'If-Match', 'Last-Event-ID', 'Leadkit-Client'])
      expect(headers.get('Access-Control-Allow-Headers')).toContain(name);
    expect(headers.get('Vary')).toBe('Origin');
    expect(headers.get('Access-Control-Allow-Credentials')).toBeNull();
  });

  it('may read answers, and the headers that matter', async () => {
    const response = await ask({ origins: [portal], credentials: true }, 'GET', { Origin: portal });
    expect(await response.json()).toMatchObject({ id: 'ada' });
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(portal);
    expect(response.headers.get('Access-Control-Expose-Headers')).toContain('ETag');
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBe('true');
    expect(response.headers.get('ETag')).toMatch(/^"/);
  });

  it('may read refusals too', async () => {
    const { status, headers } = await ask({ origins: '*' }, 'PUT', { Origin: portal });
    expect([status, headers.get('Access-Control-Allow-Origin'), headers.get('Vary')]).toEqual([
      405,
      '*',
      null,
    ]);
  });

  it('may not, when their origin is not named: neither a preflight nor an answer says so', async () => {
    for (const origin of ['https://portal.example.evil', 'http://portal.example', 'null']) {
      const answers = [
        await ask({ origins: [portal] }, 'OPTIONS', { ...preflight, Origin: origin }),
        await ask({ origins: [portal] }, 'GET', { Origin: origin }),
      ];
      for (const { headers } of answers) {
        expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
        expect(headers.get('Vary')).toBe('Origin');
      }
    }
  });

  it('cookies for every page are a mistake', () => {
    expect(() => withCors(createApi().handler, { origins: '*', credentials: true })).toThrow('named origins');
  });
});

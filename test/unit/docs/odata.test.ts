import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createODataAdapter, type ODataMapping } from '../../../src/adapters/odata/index.js';
import { standardService } from '../../../src/adapters/odata/options.js';

const page = readFileSync(new URL('../../../docs/odata.md', import.meta.url), 'utf8');

describe('docs/odata.md', () => {
  test('lists every option of a service, and what it is without', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` +\| `([^`]+)`/gm)].map(([, name, value]) => [name, value]);
    for (const [name, value] of Object.entries(standardService))
      expect(rows).toContainEqual([name, typeof value === 'string' ? `'${value}'` : String(value)]);
  });

  test('shows a mapping that is taken', async () => {
    const [, mapping] = /^ {2}mapping: (\{[^]*?^ {2}\}),$/m.exec(page)!;
    const source = `data:text/javascript,${encodeURIComponent(`export default ${mapping}`)}`;
    const shown = (await import(/* @vite-ignore */ source)) as { default: ODataMapping };
    expect(() => createODataAdapter({ url: 'https://crm.example/', mapping: shown.default })).not.toThrow();
    expect(shown.default.contact.set).toBe('People');
  });
});

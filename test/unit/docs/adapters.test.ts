import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { adapterKit } from '../../../src/adapters/kit/index.js';
import type { LeadAdapter, Rows } from '../../../src/store/port.js';
import { createPeopleAdapter } from '../../../docs/examples/people-adapter.js';
import { PeopleBackend } from './people-backend.js';

const page = readFileSync(new URL('../../../docs/adapters.md', import.meta.url), 'utf8');
const example = readFileSync(new URL('../../../docs/examples/people-adapter.js', import.meta.url), 'utf8');

afterEach(() => void vi.unstubAllGlobals());

describe('docs/adapters.md', () => {
  test('shows the adapter of fifty lines as it is tested here', () => {
    expect(page).toContain(example);
    expect(example.trimEnd().split('\n').length).toBeLessThanOrEqual(56);
  });

  test('names every error kind, and every check of the kit that it speaks of exists', () => {
    const ids = adapterKit({ name: 'none', connect: () => null as never }).map(({ id }) => id);
    const spokenOf = [
      ...page.matchAll(/`((?:read|save|version|watch|query|count|groups|get|preferences|fault)\.[a-z.-]+)`/g),
    ];
    expect(spokenOf.length).toBeGreaterThan(5);
    for (const [, id] of spokenOf) expect(ids).toContain(id);
  });
});

describe('[A7] the adapter of fifty lines', () => {
  let backend: PeopleBackend;
  const checks = adapterKit({
    name: 'People',
    connect(rows: Rows): LeadAdapter {
      backend = new PeopleBackend(rows);
      vi.stubGlobal('fetch', backend.fetch);
      return createPeopleAdapter('https://people.example');
    },
    connectAgain: () => createPeopleAdapter('https://people.example'),
    faults: {
      kinds: [
        'offline',
        'unauthorised',
        'forbidden',
        'rate-limited',
        'server-error',
        'answer-lost',
        'garbage',
      ],
      set: (fault) => void (backend.fault = fault),
    },
    knownGaps: {
      'read.values': 'the backend keeps no notes, telephone numbers and websites',
      'read.host-fields': 'the backend keeps no fields of the host',
      'save.host-fields': 'the backend keeps no fields of the host',
      'save.create': 'the backend keeps no notes',
    },
  });

  test.each(checks.map((check) => [check.id, check] as const))('%s', async (_id, check) => {
    const result = await check.run();
    expect(result.ok, result.message).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { kitRows } from '../../../../src/adapters/kit/index.js';
import type { ODataAdapterOptions } from '../../../../src/adapters/odata/index.js';
import type { Capabilities } from '../../../../src/store/port.js';
import { crmAdapter, crmMapping, crmService } from '../../../helpers/odata/crm.js';
import type { ServiceOptions } from '../../../helpers/odata/service.js';

const { signal } = new AbortController();

async function capabilities(
  service: Partial<ServiceOptions>,
  options: Partial<ODataAdapterOptions> = {},
): Promise<Capabilities> {
  const adapter = crmAdapter(crmService(kitRows, service), { metadata: true, ...options });
  if (typeof adapter.capabilities !== 'function') throw new Error('The adapter asks nobody.');
  return adapter.capabilities({ signal });
}

describe('[A1] $metadata', () => {
  test('says what the service can, before what its host said', async () => {
    const { query } = await capabilities(
      {
        metadata: 'json',
        annotations: {
          '@Org.OData.Capabilities.V1.SkipSupported': false,
          '@Org.OData.Capabilities.V1.CountRestrictions': { Countable: false },
          '@Org.OData.Aggregation.V1.ApplySupported': {},
        },
      },
      { service: { count: true } },
    );
    expect(query!.contact).toMatchObject({ count: false, offset: false, groupFields: 2 });
  });

  test('says which properties and changes it does not do', async () => {
    const { query, save } = await capabilities({
      metadata: 'json',
      annotations: {
        '@Org.OData.Capabilities.V1.FilterRestrictions': { NonFilterableProperties: ['Role'] },
        '@Org.OData.Capabilities.V1.SortRestrictions': { NonSortableProperties: ['Mail'] },
        '@Org.OData.Capabilities.V1.DeleteRestrictions': { Deletable: false },
      },
    });
    const { fields } = query!.contact!;
    expect(fields['contact.title']).toMatchObject({ operators: [], sort: true });
    expect(fields['contact.email']).toMatchObject({ sort: false });
    expect(fields['contact.email']!.operators).not.toEqual([]);
    expect(save!.contact).toEqual(['create', 'update']);
  });

  test('without annotations leaves everything as the host said', async () => {
    const { query } = await capabilities({ metadata: 'json' }, { service: { skip: false } });
    expect(query!.contact).toMatchObject({ count: true, offset: false, groupFields: 0 });
  });

  test('names what is mapped and not there', async () => {
    const { company } = crmMapping;
    const set = { ...crmMapping, company: { ...company, set: 'Companies' } };
    await expect(capabilities({ metadata: 'json' }, { mapping: set })).rejects.toMatchObject({
      kind: 'invalid',
      message: 'The service has no entity set "Companies".',
    });
    const property = { ...crmMapping, company: { ...company, properties: { city: 'Address/City' } } };
    await expect(capabilities({ metadata: 'json' }, { mapping: property })).rejects.toMatchObject({
      message: '"Address/City" is no property of the entities in "Organisations".',
    });
  });

  test('in XML is not read: the service is as the host said', async () => {
    const { query } = await capabilities({ metadata: 'xml' }, { service: { apply: true } });
    expect(query!.contact).toMatchObject({ groupFields: 2 });
  });

  test('decides about batches', async () => {
    const annotations = { '@Org.OData.Capabilities.V1.BatchSupport': { Supported: true } };
    const service = crmService(kitRows, { metadata: 'json', batch: true, annotations });
    const adapter = crmAdapter(service, { metadata: true });
    const changes = ['k-01', 'k-02'].map(
      (id) => ({ kind: 'update', entity: 'contact', id, patch: { title: 'x' } }) as const,
    );
    await adapter.save(changes, { signal, key: 'k' });
    expect(service.requests).toEqual(['GET $metadata?$format=json', 'POST $batch']);
  });
});

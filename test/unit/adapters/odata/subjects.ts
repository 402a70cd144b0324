import type { AdapterSubject } from '../../../../src/adapters/kit/index.js';
import type { ODataAdapterOptions } from '../../../../src/adapters/odata/index.js';
import { faultyNetwork } from '../../../helpers/faulty-network.js';
import { crmAdapter, crmMapping, crmService } from '../../../helpers/odata/crm.js';
import type { FakeService, ServiceOptions } from '../../../helpers/odata/service.js';

/** The OData adapter on a service in this process, with a network between them that can fail. */
export function odataSubject(
  name: string,
  service: Partial<ServiceOptions>,
  options: Partial<ODataAdapterOptions>,
  knownGaps: AdapterSubject['knownGaps'] = {},
): AdapterSubject {
  let backend: FakeService;
  const { fetch, faults } = faultyNetwork((request) => backend.fetch(request));
  const connect = () => crmAdapter({ fetch }, options);
  return {
    name: `OData, ${name}`,
    knownGaps,
    connect(rows) {
      backend = crmService(rows, service);
      return connect();
    },
    connectAgain: connect,
    faults,
  };
}

/** A service that does everything that the standard describes. */
export const richSubject = () =>
  odataSubject(
    'everything declared',
    { batch: true, pageSize: 100 },
    { service: { apply: true, batch: true, post: true }, pageSize: 50 },
  );

/** One that filters and sorts, ends its pages itself, and nothing else. */
export const poorSubject = () =>
  odataSubject(
    'poor service',
    { pageSize: 7, heedsPageSize: false, plainOrder: true, refuses: ['$apply', '$count', '$top', '$skip'] },
    { service: { count: false, skip: false, emptyLast: 'parts' }, pageSize: 50 },
  );

const { company: _navigation, ...contact } = crmMapping.contact;
const noVersions = 'the service has no ETags';

/** One of an older kind: 4.0, no ETags, no answers to writes, no navigation, pages by place. */
export const oldSubject = () =>
  odataSubject(
    'old service',
    { etags: false, representation: false, taken: 500, abilities: { in: false }, refuses: ['$apply'] },
    { mapping: { ...crmMapping, contact }, service: { in: false, pages: 'skip' }, pageSize: 50 },
    {
      'version.given': noVersions,
      'version.accepted': noVersions,
      'version.conflict': noVersions,
      'version.conflict-delete': noVersions,
      'version.command': noVersions,
      'version.race': noVersions,
      'query.pages-while-changing': 'pages by place shift when records come and go',
    },
  );

import { defaultLimits } from '../limits.js';
import type { RecordName } from './record-schemas.js';
import { count, list, object, ref, text, type Schema } from './schema.js';

type Members = Readonly<Record<string, unknown>>;

const json = (schema: Schema, type = 'application/json') => ({ [type]: { schema } });
const body = (schema: Schema, type?: string) => ({ required: true, content: json(schema, type) });
const answered = (description: string, schema?: Schema, headers?: Members) => ({
  description,
  ...(headers ? { headers } : {}),
  ...(schema ? { content: json(schema) } : {}),
});
const problem = (name: string) => ({ $ref: `#/components/responses/${name}` });
const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` });

const etag = {
  ETag: { description: 'The version of the record: send it back as If-Match.', schema: text, required: true },
};
/** What every request can come to. */
const always = {
  400: problem('BadRequest'),
  401: problem('Unauthorised'),
  403: problem('Forbidden'),
  429: problem('TooManyRequests'),
  500: problem('Failed'),
  503: problem('Unavailable'),
};
const withBody = {
  ...always,
  408: problem('Slow'),
  413: problem('TooLarge'),
  415: problem('WrongType'),
  422: problem('Invalid'),
};

interface Collection {
  readonly path: string;
  readonly record: RecordName;
  readonly tag: string;
  readonly isPaged?: boolean;
}

const collections: readonly Collection[] = [
  { path: 'companies', record: 'Company', tag: 'Records', isPaged: true },
  { path: 'contacts', record: 'Contact', tag: 'Records', isPaged: true },
  { path: 'categories', record: 'Category', tag: 'Setup' },
  { path: 'lead-statuses', record: 'LeadStatus', tag: 'Setup' },
  { path: 'selections', record: 'Selection', tag: 'Selections' },
];

function collectionPaths({ path, record, tag, isPaged }: Collection): Members {
  const schema = ref(record);
  const tags = [tag];
  return {
    [`/${path}`]: {
      get: {
        tags,
        operationId: `list${record}`,
        summary: isPaged ? 'Everything, page by page, by id' : 'Everything',
        parameters: isPaged ? [parameter('limit'), parameter('after')] : [],
        responses: {
          ...always,
          200: answered('The rows.', object({ rows: list(schema), 'next?': text, 'expected?': count })),
        },
      },
      post: {
        tags,
        operationId: `create${record}`,
        summary: 'A new record',
        parameters: [parameter('idempotencyKey')],
        requestBody: body(ref(`${record}Draft`)),
        responses: {
          ...withBody,
          201: answered('The record as it became.', schema, {
            ...etag,
            Location: { description: 'Its address.', schema: text, required: true },
          }),
          409: problem('Conflict'),
        },
      },
    },
    [`/${path}/{id}`]: {
      parameters: [parameter('id')],
      ...recordPath(record, tags),
      delete: {
        tags,
        operationId: `delete${record}`,
        summary: 'Removes a record for good',
        parameters: [parameter('idempotencyKey'), parameter('ifMatch')],
        responses: { ...always, ...change, 204: answered('It is gone.'), 422: problem('Invalid') },
      },
    },
  };
}

const change = { 404: problem('NotFound'), 412: problem('Changed'), 428: problem('VersionMissing') };

function recordPath(record: RecordName, tags: readonly string[]): Members {
  return {
    get: {
      tags,
      operationId: `get${record}`,
      summary: 'One record',
      responses: { ...always, 200: answered('The record.', ref(record), etag), 404: problem('NotFound') },
    },
    patch: {
      tags,
      operationId: `update${record}`,
      summary: 'Some fields become different (RFC 7396)',
      parameters: [parameter('idempotencyKey'), parameter('ifMatch')],
      requestBody: body(ref(`${record}Patch`), 'application/merge-patch+json'),
      responses: { ...withBody, ...change, 200: answered('The record as it became.', ref(record), etag) },
    },
  };
}

/** A question: a POST because it has a body; it changes nothing and can be repeated. */
function question(operationId: string, summary: string, asked: Schema, answer: Schema): Members {
  return {
    post: {
      tags: ['Questions'],
      operationId,
      summary,
      requestBody: body(asked),
      responses: { ...withBody, 200: answered('The answer.', answer), 404: problem('NotOffered') },
    },
  };
}

export const paths: Members = {
  '/capabilities': {
    get: {
      tags: ['Capabilities'],
      operationId: 'getCapabilities',
      summary: 'What can be asked and changed here',
      responses: { ...always, 200: answered('The capabilities.', ref('Capabilities')) },
    },
  },
  '/setup': {
    get: {
      tags: ['Setup'],
      operationId: 'getSetup',
      summary: 'Settings, lists and selections at once',
      responses: {
        ...always,
        200: answered(
          'The rows.',
          object({
            settings: ref('Settings'),
            categories: list(ref('Category')),
            leadStatuses: list(ref('LeadStatus')),
            selections: list(ref('Selection')),
          }),
        ),
      },
    },
  },
  '/settings': recordPath('Settings', ['Setup']),
  ...(Object.assign({}, ...collections.map(collectionPaths)) as Members),
  '/get': {
    post: {
      tags: ['Records'],
      operationId: 'getRecords',
      summary: 'Records by id, with the companies of contacts; those that are not there are left out',
      requestBody: body(object({ refs: list(ref('RecordRef'), { maxItems: defaultLimits.refs }) })),
      responses: { ...withBody, 200: answered('The rows.', ref('Rows')) },
    },
  },
  '/query': question(
    'query',
    'One page of the records that meet the criteria',
    ref('PageQuery'),
    ref('Page'),
  ),
  '/count': question(
    'count',
    'How many records meet the criteria, for several criteria at once',
    object({ queries: list(ref('CountQuery'), { maxItems: defaultLimits.counts }) }),
    object({ totals: list(ref('Total')) }),
  ),
  '/groups': question(
    'groups',
    'How many records there are of each value, by one field or by one within the other',
    ref('GroupQuery'),
    object({ groups: list(ref('Group')) }),
  ),
  '/changes': {
    post: {
      tags: ['Changes'],
      operationId: 'saveChanges',
      summary: 'Several changes, all or none',
      description:
        'The changes of one command are saved in order, all or none, and a failure has the status of the change that failed. Several commands go in one request when each change names its `command` by an idempotency key of its own, and the changes of a command stand together: then the status is 200, and the outcomes say what became of each.',
      parameters: [parameter('idempotencyKey')],
      requestBody: body(
        object({ changes: list(ref('Change'), { minItems: 1, maxItems: defaultLimits.changes }) }),
      ),
      responses: {
        ...withBody,
        200: answered('One outcome for each change.', object({ outcomes: list(ref('SaveOutcome')) })),
        404: problem('NotFound'),
        409: problem('Conflict'),
        412: problem('Changed'),
      },
    },
    get: {
      tags: ['Changes'],
      operationId: 'listEvents',
      summary: 'What happened since an event, for those who can not keep a stream open',
      parameters: [
        {
          name: 'since',
          in: 'query',
          description: 'The id of an event. Left out: only `last` is answered.',
          schema: text,
        },
        parameter('limit'),
      ],
      responses: {
        ...always,
        200: answered(
          'Events, oldest first, without those of one’s own changes, and where to go on.',
          object({ events: list(object({ id: text, event: ref('Event') })), last: text }),
        ),
        404: problem('NotOffered'),
      },
    },
  },
  '/events': {
    get: {
      tags: ['Changes'],
      operationId: 'watch',
      summary: 'A stream of what happens',
      description:
        'Server-sent events. `event` is `rows`, `deleted` or `reload`, and `data` an Event as JSON. The event `ready`, whose data is `{}`, only tells the id to begin with; names that a client does not know are to be ignored. Comments keep the connection alive. Events of one’s own changes are left out.',
      parameters: [
        {
          name: 'Last-Event-ID',
          in: 'header',
          description: 'Where to resume. An id that is not known (any more) is answered by `reload`.',
          schema: text,
        },
      ],
      responses: {
        ...always,
        200: { description: 'The stream.', content: json(text, 'text/event-stream') },
        404: problem('NotOffered'),
      },
    },
  },
  '/preferences/{key}': {
    parameters: [{ name: 'key', in: 'path', required: true, schema: { ...text, minLength: 1 } }],
    get: {
      tags: ['Preferences'],
      operationId: 'getPreference',
      summary: 'What one person set for oneself',
      responses: {
        ...always,
        200: answered('Any JSON.', {}),
        204: answered('It was never saved.'),
        404: problem('NotOffered'),
      },
    },
    put: {
      tags: ['Preferences'],
      operationId: 'savePreference',
      requestBody: body({}),
      summary: 'Keeps it',
      responses: { ...withBody, 204: answered('It is kept.'), 404: problem('NotOffered') },
    },
  },
};

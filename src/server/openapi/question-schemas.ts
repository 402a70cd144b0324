import { operatorIds, periods } from '../../criteria/types.js';
import { entityNames } from '../../model/records.js';
import { problemKinds } from '../../store/problems.js';
import {
  count,
  described,
  id,
  list,
  map,
  number,
  object,
  oneOf,
  ref,
  text,
  yesNo,
  type Schema,
} from './schema.js';

const operators = oneOf(...new Set(Object.values(operatorIds).flat()));
const subject = oneOf('contact', 'company');
const match = oneOf('all', 'any', 'none');
const direction = oneOf('ascending', 'descending');
const question = { of: subject, criteria: ref('CriteriaGroup'), timeZone: described('IANA name.', text) };
const changeKinds = oneOf('create', 'update', 'delete');
const problem = {
  detail: text,
  kind: oneOf(...problemKinds.filter((kind) => kind !== 'cancelled')),
  retryable: yesNo,
  'status?': { type: 'integer' },
  'errors?': described(
    'Which parts of the request, by JSON pointer into its body, or by the name of a parameter or header.',
    list(object({ pointer: text, detail: text })),
  ),
  'reasons?': described('Which rules said no.', list(ref('Reason'))),
};

export const questionSchemas: Readonly<Record<string, Schema>> = {
  CriteriaGroup: object({ match, items: list(ref('CriteriaNode')), 'muted?': yesNo }),
  CriteriaNode: { anyOf: [ref('CriteriaGroup'), ref('CriteriaLine')] },
  CriteriaLine: object({
    field: text,
    operator: operators,
    'value?': {
      anyOf: [
        { type: ['string', 'number', 'boolean'] },
        list({ type: ['string', 'number', 'null'] }),
        object({ period: oneOf(...periods), 'amount?': number }),
      ],
    },
    'empty?': oneOf('include', 'exclude'),
    'muted?': yesNo,
  }),
  CountQuery: object(question),
  PageQuery: object({
    ...question,
    sort: list(object({ field: text, direction })),
    limit: { type: 'integer', minimum: 1 },
    'after?': described('`next` of the page before.', text),
    'offset?': count,
  }),
  GroupQuery: object({ ...question, groupBy: list(text, { minItems: 1, maxItems: 2 }) }),
  Total: {
    oneOf: [object({ exact: count }), object({ atLeast: count }), { const: 'unknown' }],
  },
  Page: object({
    ids: described('In order.', list(id)),
    rows: described('These records, and the companies of contacts, in any order.', ref('Rows')),
    'next?': described('Where the next page starts. Left out: this is the last one.', text),
    'total?': ref('Total'),
  }),
  Group: object({
    value: { type: ['string', 'number', 'boolean', 'null'] },
    count,
    'groups?': list(ref('Group')),
  }),
  RecordRef: object({ entity: oneOf(...entityNames), id }),

  Capabilities: object({
    protocol: { const: 1 },
    'query?': object({ 'contact?': ref('QueryCapabilities'), 'company?': ref('QueryCapabilities') }),
    'save?': map(list(changeKinds)),
    'watch?': yesNo,
    'preferences?': yesNo,
    'collation?': described('How texts are sorted: a language tag, or the backend’s own name for it.', text),
  }),
  QueryCapabilities: object({
    fields: map(object({ operators: list(operators), 'sort?': yesNo, 'group?': yesNo })),
    match: list(match),
    depth: { type: 'integer', minimum: 1 },
    sortFields: count,
    groupFields: oneOf(0, 1, 2),
    count: yesNo,
    pageSize: { type: 'integer', minimum: 1 },
    'offset?': yesNo,
  }),

  Change: described('`ifMatch`: the version that it is based on. `command`: see POST /changes.', {
    oneOf: [
      object({
        kind: { const: 'create' },
        entity: oneOf(...entityNames),
        id,
        record: { type: 'object' },
        'command?': text,
      }),
      object({
        kind: { const: 'update' },
        entity: oneOf(...entityNames),
        id,
        patch: { type: 'object' },
        'ifMatch?': text,
        'command?': text,
      }),
      object({
        kind: { const: 'delete' },
        entity: oneOf(...entityNames),
        id,
        'ifMatch?': text,
        'command?': text,
      }),
    ],
  }),
  SaveOutcome: {
    oneOf: [
      object({ ok: { const: true }, 'version?': text, 'row?': { type: 'object' } }),
      object({ ok: { const: false }, problem: object(problem), 'current?': ref('CurrentState') }),
    ],
  },
  CurrentState: described(
    'After a conflict: what is there instead (null: it was deleted), and whose change that was.',
    object({
      row: { type: ['object', 'null'] },
      'by?': text,
      'at?': { type: 'string', format: 'date-time' },
    }),
  ),
  Reason: object({
    code: text,
    records: list(ref('RecordRef')),
    'details?': map({ type: ['string', 'number'] }),
  }),
  Event: {
    oneOf: [
      object({ kind: { const: 'rows' }, rows: ref('Rows') }),
      object({ kind: { const: 'deleted' }, entity: oneOf(...entityNames), id }),
      described(
        'So much changed that everything is to be read again.',
        object({ kind: { const: 'reload' } }),
      ),
    ],
  },
  Problem: object({
    ...problem,
    type: text,
    title: text,
    status: { type: 'integer' },
    'current?': ref('CurrentState'),
    'outcomes?': list(ref('SaveOutcome')),
  }),
};

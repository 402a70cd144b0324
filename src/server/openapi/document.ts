import { protocol } from '../reading.js';
import { paths } from './paths.js';
import { questionSchemas } from './question-schemas.js';
import { recordSchemas } from './record-schemas.js';
import { id, ref, text } from './schema.js';

const problems = {
  BadRequest: 'A parameter or header is missing or wrong, or the body is no JSON.',
  Unauthorised: 'Who asks is not known: send another token.',
  Forbidden: 'Whoever asks may not do this.',
  NotFound: 'There is no such record, or nothing at this address.',
  NotOffered: 'This backend does not offer it: see its capabilities.',
  Slow: 'The body did not arrive in time.',
  Conflict: 'The record exists already; `current` says what it is.',
  Changed: 'The record is in another version; `current` says what it is, and whose change that was.',
  TooLarge: 'The body is too large.',
  WrongType: 'The body is of another media type.',
  Invalid: 'Something in the body can’t be used, a rule says no, or the Idempotency-Key was used before.',
  VersionMissing: 'If-Match is missing.',
  TooManyRequests: 'Wait as long as Retry-After says.',
  Failed: 'It failed here; the same request may succeed later.',
  Unavailable: 'It may be over in a moment; wait as long as Retry-After says.',
};

const retryAfter = { 'Retry-After': { description: 'Seconds to wait.', schema: text } };

/**
 * The protocol between the HTTP adapter and a backend, as OpenAPI 3.1: what `openapi.json` is written from, and what
 * every request and answer of the tests is checked against.
 */
export const openApiDocument = {
  openapi: '3.1.1',
  info: {
    title: 'Leadkit',
    version: `${protocol}.0.0`,
    description:
      'What a backend answers to the HTTP adapter of leadkit. A minimal one has /capabilities, /setup, /companies, /contacts and /changes; everything else is declared in its capabilities. Records are in the shape of the package; versions are opaque texts, and ETags in headers. Errors are problem documents (RFC 9457). The header Leadkit-Client names a tab, whose own changes are not told to it.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/api', description: 'Wherever the adapter’s `url`, or the provider’s `src`, says.' }],
  security: [{ bearer: [] }, {}],
  tags: [
    { name: 'Capabilities' },
    { name: 'Setup' },
    { name: 'Records' },
    { name: 'Selections' },
    { name: 'Questions' },
    { name: 'Changes' },
    { name: 'Preferences' },
  ],
  paths,
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    parameters: {
      id: { name: 'id', in: 'path', required: true, schema: id },
      limit: {
        name: 'limit',
        in: 'query',
        description: 'At most so many; fewer may come.',
        schema: { type: 'integer', minimum: 1 },
      },
      after: { name: 'after', in: 'query', description: '`next` of the page before.', schema: text },
      idempotencyKey: {
        name: 'Idempotency-Key',
        in: 'header',
        required: true,
        description:
          'The same for each try to send the same request: a repeated one gets the first answer again.',
        schema: id,
      },
      ifMatch: {
        name: 'If-Match',
        in: 'header',
        required: true,
        description: 'The ETag that the change is based on, or `*`.',
        schema: id,
      },
    },
    responses: Object.fromEntries(
      Object.entries(problems).map(([name, description]) => [
        name,
        {
          description,
          ...(name === 'TooManyRequests' || name === 'Unavailable' ? { headers: retryAfter } : {}),
          content: { 'application/problem+json': { schema: ref('Problem') } },
        },
      ]),
    ),
    schemas: { ...recordSchemas, ...questionSchemas },
  },
} as const;

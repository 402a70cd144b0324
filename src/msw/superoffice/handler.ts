import { answerArchive, describeColumns, type ArchiveQuirks } from './archive.js';
import { columnsOf, type Column } from './columns.js';
import { changedAt, createEntity, deleteEntity, emptyEntity, patchEntity } from './entities.js';
import { badArgument, forbidden, notFound, SuperOfficeFault } from './errors.js';
import { translatorOf } from './language.js';
import { answerCategory, answerList } from './lists.js';
import {
  boardSettings,
  describeSelection,
  listMembers,
  listSelections,
  saveBoardSettings,
  selectionOf,
} from './selections.js';
import { World, type Entity, type WorldRows } from './world.js';

export interface SuperOfficeOptions extends WorldRows {
  /** Path before `/v1/…`: `/Cust12345/api`. */
  readonly base?: string;
  readonly now?: () => Date;
  /** Columns that an installation has no such of: `leadStatus` before version 11.4. */
  readonly without?: readonly string[];
  /** Columns of fields of the installation's own. */
  readonly custom?: { readonly Contact?: readonly Column[]; readonly Person?: readonly Column[] };
  readonly quirks?: Partial<ArchiveQuirks>;
}

/** A SuperOffice installation that answers its Web API from memory, for tests and stories. */
export interface SuperOffice {
  readonly handler: (request: Request) => Promise<Response>;
  readonly world: World;
  /** The access token that is taken; a request with another one gets 403, as one that has expired. Undefined: any. */
  token: string | undefined;
  /** Numbers of records that nobody may change: `Person/17`. */
  readonly locked: Set<string>;
  quirks: ArchiveQuirks;
}

const providers: Readonly<Record<string, 'Contact' | 'Person'>> = {
  simpleperson: 'Person',
  person: 'Person',
  simplecontact: 'Contact',
};

export function createSuperOffice(options: SuperOfficeOptions = {}): SuperOffice {
  const { base = '/Cust12345/api', now = () => new Date(), without = [], custom } = options;
  const world = new World(options, now);
  const columns = (table: 'Contact' | 'Person') =>
    columnsOf(table, custom?.[table]).filter(
      ({ name }) => !without.includes(name.replace('personContact/', '')),
    );

  const office: SuperOffice = {
    world,
    token: undefined,
    locked: new Set(),
    quirks: { primaryKey: 'string', displayOnly: false, ...options.quirks },
    handler: async (request) => {
      try {
        return await answer(request);
      } catch (error) {
        if (error instanceof SuperOfficeFault) return error.toResponse();
        throw error;
      }
    },
  };

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (!url.pathname.startsWith(`${base}/v1/`)) throw notFound(url.pathname);
    const { token } = office;
    if (token !== undefined && request.headers.get('Authorization') !== `Bearer ${token}`)
      throw new SuperOfficeFault(403, 'SoSecurityException', 'The access token has expired');
    const steps = url.pathname
      .slice(base.length + 4)
      .split('/')
      .map(decodeURIComponent);
    return route(request, url, steps);
  }

  async function route(request: Request, url: URL, [root = '', ...rest]: string[]): Promise<Response> {
    const translate = translatorOf(request.headers);
    switch (root.toLowerCase()) {
      case 'archive':
        return archive(request, url, rest);
      case 'mdolist':
        return Response.json(answerList(world, rest[0] ?? '', url.searchParams, translate));
      case 'person':
        return entity(request, 'Person', rest);
      case 'contact':
        return entity(request, 'Contact', rest);
      case 'selection':
        return selection(rest);
      case 'agents':
        return agent(request, url, rest.join('/'));
      default:
        throw notFound(root);
    }
  }

  async function archive(request: Request, url: URL, [provider = '', more]: string[]): Promise<Response> {
    const table = providers[provider.toLowerCase()];
    if (!table) throw notFound(`Archive provider ${provider}`);
    const translate = translatorOf(request.headers);
    if (more === '$metadata') return Response.json(describeColumns(columns(table), translate));
    const parameters =
      request.method === 'POST' ? new URLSearchParams(await request.text()) : url.searchParams;
    const address = `${url.origin}${url.pathname}`;
    return Response.json(
      answerArchive({
        world,
        table,
        columns: columns(table),
        parameters,
        address,
        translate,
        quirks: office.quirks,
      }),
    );
  }

  async function entity(request: Request, table: 'Contact' | 'Person', [place]: string[]): Promise<Response> {
    const { method, headers } = request;
    if (method === 'GET' && place === 'default') return Response.json(emptyEntity(table));
    if (method === 'POST' && place === undefined) {
      return given(createEntity(world, table, (await request.json()) as Entity));
    }
    const id = Number(place);
    if (method === 'GET') return given(world.get(table, id));
    if (office.locked.has(`${table}/${id}`)) throw forbidden('[SR_NO_UPDATE_RIGHT]');
    if (method === 'PATCH') return given(patchEntity(world, table, id, await request.json(), headers));
    if (method !== 'DELETE') throw badArgument(`${method} is not supported`);
    deleteEntity(world, table, id, headers);
    return new Response(null, { status: 204 });
  }

  function selection([place, part]: string[]): Response {
    if (place === undefined) return Response.json(listSelections(world));
    const found = selectionOf(world, Number(place));
    if (part === 'CriteriaGroups') return Response.json(found.CriteriaGroups ?? []);
    return Response.json(part === 'Members' ? listMembers(found) : describeSelection(found));
  }

  async function agent(request: Request, url: URL, name: string): Promise<Response> {
    const translate = translatorOf(request.headers);
    if (name === 'List/GetCategoryEntity')
      return Response.json(
        answerCategory(world, Number(url.searchParams.get('categoryEntityId')), translate),
      );
    const body = (await request.json()) as Entity;
    if (name === 'Selection/GetBoardViewSettingsForSelection')
      return Response.json(boardSettings(world, body));
    if (name === 'Selection/SaveBoardViewSettingsForSelectionAndAssociate')
      return Response.json(saveBoardSettings(world, body));
    throw notFound(`Agent ${name}`);
  }

  return office;
}

function given(entity: Entity): Response {
  return Response.json(entity, { headers: { 'Last-Modified': new Date(changedAt(entity)).toUTCString() } });
}

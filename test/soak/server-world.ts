import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { startPostgres, type LocalPostgres } from '../../scripts/lib/postgres.mjs';

const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A write as the database saw it. */
export interface Written {
  readonly id: string;
  readonly title: string | null;
  readonly status: string | null;
}

/**
 * `npm run server` in a process of its own, over a PostgreSQL of its own that can crash and come back. A trigger, which
 * nobody but this test knows, notes every write that was committed.
 */
export class ServerWorld {
  readonly #postgres: LocalPostgres;
  readonly #server: ChildProcess;
  /** Of the API, without a closing slash. */
  readonly url: string;
  /** The last things that the server had to say. */
  readonly log: string[];
  restarts = 0;
  /** Hears what the server said last, when it ends before its time. */
  onDeath: (lastWords: string) => void = () => {};
  #isClosing = false;

  private constructor(postgres: LocalPostgres, server: ChildProcess, url: string, log: string[]) {
    this.#postgres = postgres;
    this.#server = server;
    this.url = url;
    this.log = log;
    server.once('exit', () => this.#isClosing || this.onDeath(log.join('')));
  }

  static async open(): Promise<ServerWorld> {
    const postgres = await startPostgres();
    const args = [inProject('scripts/server.mjs'), '--postgres', postgres.url, '--port', '0'];
    const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const log: string[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      const hear = (text: string) => {
        log.push(text);
        if (log.length > 500) log.shift();
        const said = /backend is at (\S+),/.exec(text)?.[1];
        if (said) resolve(said);
      };
      server.stdout.setEncoding('utf8').on('data', hear);
      server.stderr.setEncoding('utf8').on('data', hear);
      server.once('exit', () => reject(new Error(`The server ended:\n${log.join('')}`)));
    });
    const world = new ServerWorld(postgres, server, url, log);
    await world.#ask(`
      create table leadkit.soak_history (n bigserial primary key, id text, title text, status text);
      create function leadkit.soak_note() returns trigger language plpgsql as $$ begin
        insert into leadkit.soak_history (id, title, status) values (new.id, new.title, new.lead_status_id);
        return new;
      end $$;
      create trigger soak after insert or update on leadkit.contact
        for each row execute function leadkit.soak_note()`);
    return world;
  }

  /** All writes since the start, in the order in which they happened to a record. */
  async history(): Promise<readonly Written[]> {
    return this.#ask<Written>('select id, title, status from leadkit.soak_history order by n');
  }

  /** PostgreSQL crashes, is away for a while, recovers and is back. */
  async crash(milliseconds: number): Promise<void> {
    await this.#postgres.stop('immediate');
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await this.#postgres.start();
    this.restarts++;
  }

  /** Megabytes that the server holds; 0 when it is gone. */
  memory(): number {
    if (this.#server.exitCode !== null) return 0;
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.#server.pid)]).toString()) / 1024;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const gone = new Promise((resolve) => this.#server.once('exit', resolve));
    this.#server.kill('SIGTERM');
    await gone;
    await this.#postgres.remove();
  }

  async #ask<Row extends object>(sql: string): Promise<Row[]> {
    const client = new Client(this.#postgres.url);
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}

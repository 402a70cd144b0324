/** A PostgreSQL of one's own, see postgres.mjs. */
export interface LocalPostgres {
  /** Connection string of its database `postgres`, as a superuser without a password. */
  readonly url: string;
  /** The folder with its programs. */
  readonly programs: string;
  start(): Promise<void>;
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  remove(): Promise<void>;
}

export declare function findPostgres(): string | undefined;
export declare function startPostgres(options?: {
  readonly settings?: Readonly<Record<string, string | number>>;
}): Promise<LocalPostgres>;

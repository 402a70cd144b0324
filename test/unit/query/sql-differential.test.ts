import { describe, expect, it } from 'vitest';
import { playRound } from '../../differential/rounds.js';

// npm test runs a fixed seed. To look for more, the same two variables as for the columnar engine:
//   LEADKIT_FUZZ_SECONDS=600 npx vitest run --project unit test/unit/query/sql-differential.test.ts
//   LEADKIT_SEED=123 LEADKIT_FUZZ_SECONDS=60 …      (a seed that failed)
const seconds = Number(process.env['LEADKIT_FUZZ_SECONDS'] ?? 0);
const firstSeed = process.env['LEADKIT_SEED']
  ? Number(process.env['LEADKIT_SEED'])
  : seconds
    ? Date.now() & 0x7fff_ffff
    : 20_261_121;

const questionsInARound = 40;
/** 4,000 questions, each to both engines. */
const rounds = 100;

describe('answers beside those of SQLite', () => {
  it(
    '[Q1–Q5] records, their order, groups and figures are the same while records change',
    { timeout: Math.max(120_000, seconds * 1_500) },
    async () => {
      const end = Date.now() + seconds * 1_000;
      for (let round = 0; seconds ? Date.now() < end : round < rounds; round++) {
        expect(await playRound(firstSeed + round, questionsInARound)).toBeUndefined();
      }
    },
  );
});

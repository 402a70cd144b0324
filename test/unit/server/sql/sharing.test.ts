import { describe, expect, it } from 'vitest';
import { Sharing } from '../../../../src/server/sql/sharing.js';

/** Executions that end when the test says so. */
function setUp() {
  const sharing = new Sharing();
  const begun: { end(answer: unknown): void; fail(error: unknown): void; signal: AbortSignal }[] = [];
  const ask = (question: unknown, signal = new AbortController().signal) =>
    sharing.ask(question, { caller: {}, signal }, (context) => {
      return new Promise((end, fail) => begun.push({ end, fail, signal: context.signal }));
    });
  return { sharing, begun, ask };
}
const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('the same question at the same time', () => {
  it('is executed once for the first, and once more for all who came meanwhile', async () => {
    const { sharing, begun, ask } = setUp();
    const answers = [ask('a'), ask('a'), ask('a')];
    expect(begun).toHaveLength(1);
    begun[0]!.end('old');
    expect(await answers[0]).toBe('old');
    await turn();
    expect(begun).toHaveLength(2);
    begun[1]!.end('new'); // begun after they asked
    expect(await Promise.all(answers)).toEqual(['old', 'new', 'new']);
    await turn();
    expect(sharing.size).toBe(0);
  });

  it('who comes while the second one runs waits for a third', async () => {
    const { begun, ask } = setUp();
    const [first, second] = [ask('a'), ask('a')];
    begun[0]!.end(1);
    await first;
    await turn();
    const third = ask('a');
    begun[1]!.end(2);
    expect(await second).toBe(2);
    await turn();
    begun[2]!.end(3);
    expect(await third).toBe(3);
  });

  it('another question is another matter', async () => {
    const { begun, ask } = setUp();
    void ask(['query', 'mine']);
    void ask(['query', 'yours']);
    expect(begun).toHaveLength(2);
  });

  it('a failure is that of all who waited for it, and of nobody else', async () => {
    const { begun, ask } = setUp();
    const [first, second] = [ask('a'), ask('a')];
    begun[0]!.fail(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await turn();
    begun[1]!.end('back');
    expect(await second).toBe('back');
  });

  it('is stopped when nobody waits any more, not when one leaves', async () => {
    const { sharing, begun, ask } = setUp();
    const leaving = [new AbortController(), new AbortController(), new AbortController()];
    const answers = leaving.map(({ signal }) => ask('a', signal).catch(() => 'left'));
    leaving[0]!.abort();
    expect(begun[0]!.signal.aborted).toBe(true);
    begun[0]!.fail(new Error('stopped'));
    await turn();
    leaving[1]!.abort();
    expect(begun[1]!.signal.aborted).toBe(false);
    begun[1]!.end('here');
    expect(await Promise.all(answers)).toEqual(['left', 'left', 'here']);
    await turn();
    expect(sharing.size).toBe(0);
  });

  it('who is left by all before it begins does not begin', async () => {
    const { sharing, begun, ask } = setUp();
    const leaving = new AbortController();
    const first = ask('a');
    const second = ask('a', leaving.signal).catch(() => 'left');
    leaving.abort();
    expect(await second).toBe('left');
    begun[0]!.end(1);
    await first;
    await turn();
    expect(begun).toHaveLength(1);
    expect(sharing.size).toBe(0);
  });
});

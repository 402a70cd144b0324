/** Milliseconds that an event is held back for another one to overtake it. */
const heldBack = 100;

/** A stream of events in which each event comes twice, or each is overtaken by the one after it. */
export function rewriteEvents(
  stream: ReadableStream<Uint8Array>,
  how: 'twice' | 'disorder',
): ReadableStream<Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = '';
  let held: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = (controller: TransformStreamDefaultController<Uint8Array>, block: string) =>
    controller.enqueue(encoder.encode(`${block}\n\n`));

  function release(controller: TransformStreamDefaultController<Uint8Array>): void {
    clearTimeout(timer);
    if (held !== undefined) send(controller, held);
    held = undefined;
  }

  function pass(block: string, controller: TransformStreamDefaultController<Uint8Array>): void {
    const isEvent = /^event: (rows|deleted)$/m.test(block);
    if (!isEvent) return send(controller, block);
    if (how === 'twice') {
      send(controller, block);
      return send(controller, block);
    }
    if (held !== undefined) {
      send(controller, block);
      return release(controller);
    }
    held = block;
    timer = setTimeout(() => {
      try {
        release(controller);
      } catch {
        // The stream was closed meanwhile.
      }
    }, heldBack);
  }

  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        const blocks = (rest + decoder.decode(piece, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) pass(block, controller);
      },
      flush: release,
    }),
  );
}

import { kitFaults, type FaultSwitch, type KitFault } from '../../src/adapters/kit/types.js';

const statuses: Readonly<Partial<Record<KitFault, number>>> = {
  unauthorised: 401,
  forbidden: 403,
  'rate-limited': 429,
  'server-error': 503,
};

export interface FaultyNetwork {
  /** Set it, and the network fails so from the next request on. */
  fault: KitFault | undefined;
  readonly fetch: typeof fetch;
  readonly faults: FaultSwitch;
}

/**
 * A network to a backend in this process that can fail in all ways that the kit knows.
 *
 * @param loses which answers get lost; an adapter that reads before it writes would not come to writing if all did
 */
export function faultyNetwork(
  backend: (request: Request) => Promise<Response>,
  loses: (request: Request) => boolean = () => true,
): FaultyNetwork {
  const network: FaultyNetwork = {
    fault: undefined,
    fetch: async (input, init) => {
      await Promise.resolve();
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      const { fault } = network;
      if (fault === 'offline') throw new TypeError('fetch failed');
      const status = fault && statuses[fault];
      if (status) return new Response(null, { status });
      const answer = await backend(request);
      if (fault === 'answer-lost' && loses(request)) throw new TypeError('terminated');
      if (fault !== 'garbage') return answer;
      return new Response((await answer.text()).slice(0, -20), answer);
    },
    faults: { kinds: kitFaults, set: (fault) => void (network.fault = fault) },
  };
  return network;
}

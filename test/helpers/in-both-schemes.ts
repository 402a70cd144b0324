/** Runs a check in the light and in the dark colour scheme, as a host page would set them. */
export async function inBothSchemes(check: (scheme: 'light' | 'dark') => Promise<unknown>): Promise<void> {
  const { style } = document.documentElement;
  try {
    for (const scheme of ['light', 'dark'] as const) {
      style.colorScheme = scheme;
      style.background = 'Canvas';
      await settled();
      await check(scheme);
    }
  } finally {
    style.colorScheme = '';
    style.background = '';
  }
}

/** Colours of controls change slowly: half-way there nothing has the contrast that it will have. */
async function settled(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const transitions = [...rootsIn(document)]
    .flatMap((root) => root.getAnimations())
    .filter((animation) => animation instanceof CSSTransition);
  for (const transition of transitions) transition.finish();
}

function* rootsIn(root: Document | ShadowRoot): Generator<Document | ShadowRoot> {
  yield root;
  for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) yield* rootsIn(shadowRoot);
}

/** Runs a check in the light and in the dark colour scheme, as a host page would set them. */
export async function inBothSchemes(check: (scheme: 'light' | 'dark') => Promise<unknown>): Promise<void> {
  const { style } = document.documentElement;
  try {
    for (const scheme of ['light', 'dark'] as const) {
      style.colorScheme = scheme;
      style.background = 'Canvas';
      await new Promise((resolve) => setTimeout(resolve, 200)); // colours of controls change slowly
      await check(scheme);
    }
  } finally {
    style.colorScheme = '';
    style.background = '';
  }
}

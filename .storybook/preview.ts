import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { mswLoader } from 'msw-storybook-addon/csf3';
import manifest from '../custom-elements.json';
import { backendItems, chooseBackend } from './backends.js';
import { publicOnly } from './manifest.js';
import './preview.css';

setCustomElementsManifest(publicOnly(manifest));

const preview: Preview = {
  tags: ['autodocs'],
  // Before the story's own loaders, which make its store.
  loaders: [mswLoader(), ({ globals }) => chooseBackend(globals['backend'])],
  parameters: {
    a11y: { test: 'error' },
    backgrounds: { disable: true },
    controls: { expanded: true },
  },
  globalTypes: {
    theme: {
      description: 'Colour scheme',
      toolbar: {
        icon: 'contrast',
        dynamicTitle: true,
        items: [
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
      },
    },
    backend: {
      description: 'Where stories have their records, and what goes wrong on the way',
      toolbar: { icon: 'database', dynamicTitle: true, items: [...backendItems] },
    },
    language: {
      description: 'Language of the elements',
      toolbar: {
        icon: 'globe',
        dynamicTitle: true,
        items: [
          { value: 'en', title: 'English' },
          { value: 'nb', title: 'Norsk bokmål' },
          { value: 'de', title: 'Deutsch' },
        ],
      },
    },
  },
  initialGlobals: { theme: 'light', language: 'en', backend: 'memory' },
  decorators: [
    (story, { globals }) => {
      const page = document.documentElement;
      page.lang = String(globals['language']);
      page.dataset['theme'] = String(globals['theme']);
      return story();
    },
  ],
};

export default preview;

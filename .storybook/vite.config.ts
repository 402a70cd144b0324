import { defineConfig } from 'vite';

// Instead of the vite.config.ts of the project, whose root is the demo.
export default defineConfig({ build: { chunkSizeWarningLimit: 2000 } });

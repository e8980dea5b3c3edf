import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// The oldest Electron that the app runs on is 33, the development runtime.
const oldestNode = 'node20.18';
const oldestChrome = 'chrome130';

// Bundles everything except Electron and classic-level, whose native part has to stay a file.
export default defineConfig({
  main: {
    define: {
      LANYARD_CLIENT_METADATA_URL: JSON.stringify(process.env.LANYARD_CLIENT_METADATA_URL ?? ''),
    },
    build: {
      outDir: 'out/main',
      target: oldestNode,
      externalizeDeps: false,
      rolldownOptions: {
        input: { main: 'main/main.ts' },
        external: ['electron', 'classic-level'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: oldestNode,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'preload/preload.ts' },
        // A sandboxed preload script must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      target: oldestChrome,
      assetsInlineLimit: 0,
      // This halves the code to load before the first paint. Main is not minified, so that its stack
      // traces stay readable.
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { index: 'renderer/index.html', stopped: 'renderer/stopped.html' },
        output: {
          // Main reads these only when the window asks for one.
          chunkFileNames: ({ facadeModuleId }) =>
            /[/]messages[/]\w+[.]json$/.test(facadeModuleId ?? '')
              ? 'languages/[name]-[hash].js'
              : 'assets/[name]-[hash].js',
        },
      },
    },
  },
});

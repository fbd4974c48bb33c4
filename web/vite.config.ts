import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// The page is served at `/` by the server itself; in development its socket is forwarded to a running server
// (TAIZHANG_SERVER) or to the mock of `npm run mock`.
const server = process.env.TAIZHANG_SERVER ?? 'http://127.0.0.1:8090'

export default defineConfig({
  base: './',
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { host: '127.0.0.1', proxy: { '/ws': { target: server, ws: true, changeOrigin: true } } },
  build: {
    target: 'es2021',
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: { manualChunks: { vue: ['vue', 'vue-router', 'pinia'] } },
    },
  },
  test: { environment: 'node', include: ['tests/**/*.test.ts'] },
})

import { defineConfig } from "vitest/config";

// Suites are named by folder; test/run.ts chooses and orders them. Tests run from the sources, programs that
// they start run from dist/, which set-up has built.
export default defineConfig({
  test: { exclude: ["dist/**", "node_modules/**"], include: ["test/**/*.test.ts"], fileParallelism: true },
});

// How the programs of dist/ become few files: reading a thousand modules one by one takes longer than all else that a
// program does before it is ready. Each keeps its place, and what several have in common stands in dist/chunks/.
import { defineConfig } from "rolldown";

/** What is started by its path below dist/, by people, by other programs or by tests. */
const programs = [
  "bin/shisa",
  "bot/main",
  "executor/main",
  "executor/rsnapshot/main",
  "test/department/parked-executor",
  "test/department/turned-bot",
  "test/support/crash-program",
];

/** Packages that look for binaries, fonts or WebAssembly beside their own files. */
const whole = [
  "@cedar-policy/cedar-wasm",
  "@expo-google-fonts/roboto",
  "@resvg/resvg-js",
  "libsql",
  "msgpackr-extract",
];
/** What ws and discord.js use where it is there, and it is not. */
const absent = ["bufferutil", "utf-8-validate", "zlib-sync"];

export default defineConfig({
  input: Object.fromEntries(programs.map((path) => [path, `${path}.ts`])),
  platform: "node",
  external: [...whole, ...absent].map((name) => new RegExp(`^${name}(/|$)`, "u")),
  // discord.js has one in a function of its own that nothing here calls.
  checks: { eval: false },
  output: {
    dir: "dist",
    format: "esm",
    sourcemap: true,
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
  },
});

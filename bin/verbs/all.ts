import type { Verb } from "../kit/verb.ts";

/** Every verb of `shisa`, one line each; loaded when it is wanted, so that `say` waits for nothing of the others. */
export const loaders: Readonly<Record<string, () => Promise<Verb>>> = {
  say: async () => (await import("./say.ts")).sayVerb,
  chat: async () => (await import("./chat.ts")).chatVerb,
  doctor: async () => (await import("./doctor.ts")).doctorVerb,
  start: async () => (await import("./start.ts")).startVerb,
  keys: async () => (await import("./keys.ts")).keysVerb,
  link: async () => (await import("./link.ts")).linkVerb,
  approve: async () => (await import("./approve.ts")).approveVerb,
  manifest: async () => (await import("./manifest.ts")).manifestVerb,
  audit: async () => (await import("./audit.ts")).auditVerb,
  watch: async () => (await import("./watch.ts")).watchVerb,
  policy: async () => (await import("./policy.ts")).policyVerb,
  help: async () => (await import("./help.ts")).helpVerb,
};

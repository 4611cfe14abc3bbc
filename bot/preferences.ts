import type { Preferences } from "../handlers/kit/ports.ts";
import type { Language } from "../handlers/kit/reply.ts";
import type { Store } from "./store/database.ts";
import { preferencesIn } from "./store/preferences.ts";

/** What people chose, kept in memory and written down; a choice holds at once. */
export function openPreferences(store: Store, failed: (cause: unknown) => void): Preferences {
  const table = preferencesIn(store);
  const languages = new Map<string, Language>(table.all().map(({ account, language }) => [account, language]));
  return {
    language: (account) => languages.get(account),
    setLanguage: (account, language) => {
      languages.set(account, language);
      store.write(() => table.setLanguage(account, language)).catch(failed);
    },
  };
}

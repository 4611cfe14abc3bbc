import type { OncallPort, SwapView } from "../../handlers/kit/oncall.ts";
import type { Directory, Reader } from "../../handlers/kit/ports.ts";
import type { Language, Reply } from "../../handlers/kit/reply.ts";
import { personText } from "../../handlers/kit/text.ts";
import { answeredReply } from "../../handlers/oncall/answer.ts";
import { askedReply } from "../../handlers/oncall/swap.ts";
import type { Audit } from "../audit.ts";
import type { Desk } from "../chat/desk.ts";
import type { Store } from "../store/database.ts";
import { oncallIn } from "../store/oncall.ts";
import { type Changes, viewOf } from "./changes.ts";
import type { Pages } from "./pages.ts";
import type { Rota } from "./rota.ts";
import type { Telling } from "./telling.ts";

export interface OncallPortParts {
  readonly store: Store;
  readonly rota: Rota;
  readonly changes: Changes;
  readonly pages: Pages;
  readonly telling: Pick<Telling, "isReachable" | "identitiesOf">;
  readonly directory: Pick<Directory, "person">;
  readonly tell: Desk["tell"];
  readonly audit: Pick<Audit, "record">;
  readonly timeZone: string;
  readonly now: () => number;
  readonly failed: (cause: unknown) => void;
}

/** Who is on call, as the handlers use it; who is asked for a swap, and who had asked, are told in all their chats. */
export function createOncallPort(parts: OncallPortParts): OncallPort {
  const { store, rota, changes, pages, telling, directory, tell, audit, timeZone, now, failed } = parts;
  const table = oncallIn(store);
  const nameOf = (account: string): string => personText(directory.person(account) ?? { name: account, fullName: "" });
  const notify = (account: string, key: string, reply: (reader: Reader) => Reply): void => {
    const said = (language: Language) =>
      ({ reply: reply({ language, timeZone, now }), final: true, status: "done" }) as const;
    for (const identity of telling.identitiesOf(account))
      tell(identity, `${key}:${identity.workspace}:${identity.user}`, said).catch(failed);
  };
  const record = (what: string, account: string, more: Readonly<Record<string, unknown>>): void =>
    audit.record({ event: `oncall.${what}`, account, ...more });
  const swapNumbers = ({ number, asker, asked, from, until }: SwapView) => ({ number, asker, asked, from, until });

  return {
    members: rota.members,
    dutiesBetween: rota.dutiesBetween,
    away: () => rota.away(now()),
    isReachable: telling.isReachable,
    swapsOf: (account) => table.swapsOf(account, now()).map(viewOf),
    markAway: async (by, period, reason) => {
      const marked = await changes.markAway(by, period, reason);
      if (marked.ok) record("away", by.name, { ...period });
      return marked;
    },
    markBack: async (by, period) => {
      const count = await changes.markBack(by, period);
      if (count.ok && count.value > 0) record("back", by.name, { ...period });
      return count;
    },
    askSwap: async (by, asked, period, back) => {
      const made = await changes.askSwap(by, asked, period, back);
      if (!made.ok) return made;
      record("asked", by.name, swapNumbers(made.value));
      notify(made.value.asked, `swap:${made.value.number}:asked`, (reader) =>
        askedReply(made.value, nameOf(made.value.asker), reader),
      );
      return made;
    },
    answerSwap: async (number, by, yes) => {
      const answered = await changes.answerSwap(number, by, yes);
      if (!answered.ok) return answered;
      const { state, asker, asked } = answered.value;
      record(state, by.name, swapNumbers(answered.value));
      if (state !== "withdrawn")
        notify(asker, `swap:${number}:${state}`, (reader) => answeredReply(answered.value, nameOf(asked), reader));
      return answered;
    },
    takeOver: async (by, period) => {
      const taken = await changes.takeOver(by, period);
      if (taken.ok) record("covers", by.name, { ...period });
      return taken;
    },
    assign: async (by, account, period) => {
      const given = await changes.assign(by, account, period);
      if (given.ok) record("assigned", by.name, { to: account, ...period });
      return given;
    },
    page: async (by, reason) => {
      const paged = await pages.page(by, reason);
      if (paged.ok) record("paged", by.name, { page: paged.value, reason });
      return paged;
    },
  };
}

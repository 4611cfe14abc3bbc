import { accepted } from "../../protocol/refusal.ts";
import type { People } from "../facts.ts";
import type { Lookups } from "./question.ts";

/** Who else said yes, as NSS knows them now. */
export const approverIn =
  (people: Pick<People, "identify">): Lookups["approval"] =>
  async ({ vouched }) => {
    if (vouched?.approval === undefined) return accepted(undefined);
    const who = await people.identify(vouched.approval.approver);
    return accepted({ approver: who.ok ? who.value : undefined });
  };

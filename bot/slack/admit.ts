import { type Refusal, refuse } from "../../protocol/refusal.ts";
import type { Arrival } from "../chat/arrival.ts";
import type { Roster } from "./roster.ts";
import type { OwnershipOf } from "./shared.ts";

/** Only full members of our own workspace, and only where nobody else listens. Rejects with a SendError. */
export type Admit = (arrival: Pick<Arrival, "identity" | "place">) => Promise<Refusal | undefined>;

export function createAdmit(workspace: string, roster: Roster, ownershipOf: OwnershipOf): Admit {
  return async ({ identity, place }) => {
    if (identity.workspace !== workspace) return refuse("place.workspace");
    const barred = await roster.barred(identity.user);
    if (barred !== undefined || place.kind === "direct") return barred;
    // Where the bot sees nothing it can say nothing either, but to the person alone.
    return (await ownershipOf(place.channel)) === "shared" ? refuse("place.shared") : undefined;
  };
}

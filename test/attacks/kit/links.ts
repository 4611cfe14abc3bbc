import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkChain } from "../../../protocol/chain.ts";
import { seal } from "../../../protocol/envelope.ts";
import type { LinkableIdentity } from "../../../protocol/identity.ts";
import { importPeer, type OwnKeys } from "../../../protocol/keys.ts";
import { signLink } from "../../../protocol/link.ts";
import type { FakeAccount } from "../../support/fake-people.ts";
import type { Pair } from "../../support/pair.ts";
import { waitFor } from "../../support/wait.ts";

/** A link that says what an honest one would say, signed by whatever key. */
export function linkBy(own: OwnKeys, { name, uid }: FakeAccount, identity: LinkableIdentity, bot: string): string {
  return signLink({ iat: Date.now(), identity, person: { name, uid }, by: "adm1", how: "administrator", bot }, own);
}

/** A sealed report, signed by whatever key, whose result for a grant brings a link of slack:T1/U1 to alice. */
export async function resultBy({ bench }: Pair, own: OwnKeys, grant: string, link: string): Promise<string> {
  const output = { link, identity: { platform: "slack", workspace: "T1", user: "U1" }, account: "alice" };
  const times = { startedAt: Date.now(), endedAt: Date.now() };
  const body = { kind: "result", grant, action: "link.add", status: "done", output, steps: [], ...times };
  const about = { iss: own.id, aud: bench.botKeys.id, iat: Math.floor(Date.now() / 1000), host: "h1" };
  const { keys } = JSON.parse(await readFile(bench.config.trust, "utf8"));
  return seal("shisa-report", { ...about, boot: 1_000, seq: 1, bodies: [body] }, own, await importPeer(keys[0]));
}

/** Waits until the bot's audit, an unbroken chain, tells of something refused for this reason. */
export async function botTells({ bench }: Pair, why: string): Promise<void> {
  await waitFor(`the bot's audit to tell: ${why}`, async () => {
    const text = await readFile(join(bench.folder, "bot/audit.log"), "utf8");
    if (!checkChain(text).ok) throw new Error("the bot's audit is broken");
    return text.includes(JSON.stringify(why));
  });
}

import { randomUUID } from "node:crypto";
import type { NewCommand } from "../../../bot/store/command-rows.ts";
import { catalogueVersion } from "../../../protocol/catalogue.ts";
import { grantIdOf } from "../../../protocol/ids.ts";
import type { Grant, Receipt, Report, Result } from "../../../protocol/messages.ts";
import { emptyHead } from "../../support/heads.ts";
import type { StageTools } from "./tools.ts";

const seconds = (): number => Math.floor(Date.now() / 1000);
const newGrantId = (): string => grantIdOf(`terminal:${randomUUID()}`);

/** What travels for one `/ping`, as the bot and the executor really write it. */
export const samplesOf = ({ bot, executor, context }: StageTools) => ({
  say: (): string =>
    JSON.stringify({
      ...{
        type: "say",
        id: randomUUID(),
        account: context.person.name,
        line: "/ping",
        confirmed: true,
        language: "en",
      },
    }),
  command: (): NewCommand => ({
    invocation: `terminal:${randomUUID()}`,
    grant_id: newGrantId(),
    account: context.person.name,
    uid: context.person.uid,
    identity: context.identity,
    line: "/ping",
    language: "en",
    command: "ping ",
    action: "host.ping",
    input: {},
    host: "vm1",
    executor: executor.id,
    accepted_at: Date.now(),
    deadline: seconds() + 900,
    vouched: {},
  }),
  grant: (): Grant => ({
    ...{ jti: newGrantId(), iss: bot.id, aud: executor.id, iat: seconds(), exp: seconds() + 900 },
    ...{ catalogue: catalogueVersion, action: "host.ping", input: {}, identity: context.identity },
    person: { name: context.person.name, uid: context.person.uid },
  }),
  result: (grant = newGrantId()): Result => ({
    ...{ kind: "result", grant, action: "host.ping", status: "done", output: { host: "vm1" }, steps: [] },
    ...{ startedAt: Date.now(), endedAt: Date.now() },
  }),
  report: (result: Result): Report => ({
    ...{ iss: executor.id, aud: bot.id, iat: seconds(), host: "vm1", boot: 1, seq: 1, bodies: [result] },
  }),
  receipt: (count: number): Receipt => ({
    ...{ iss: bot.id, aud: executor.id, iat: seconds(), grants: Array.from({ length: count }, newGrantId) },
    audit: emptyHead,
  }),
});

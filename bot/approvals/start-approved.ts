import type { Invocation } from "../../handlers/kit/dispatch.ts";
import { grantIdOf } from "../../protocol/ids.ts";
import { type Refusal, refuse } from "../../protocol/refusal.ts";
import type { Accept } from "../accept.ts";
import { contextOf, type Surroundings } from "../contexts.ts";
import type { Delivery } from "../delivery.ts";
import type { Handlers } from "../handlers.ts";
import type { OpenCommands } from "../open-commands.ts";
import type { Approvals as ApprovalTable, StoredApproval } from "../store/approvals.ts";
import type { Store } from "../store/database.ts";
import { commandOf } from "./messages.ts";

export interface StartParts {
  readonly handlers: Pick<Handlers, "commands">;
  readonly surroundings: Surroundings;
  readonly accept: Accept;
  readonly open: Pick<OpenCommands, "get" | "message">;
  readonly delivery: Pick<Delivery, "edit" | "isFollowed">;
  readonly store: Store;
  readonly table: ApprovalTable;
}

/** Who asked, as they are now; undefined where the account is gone, or is somebody else's. */
export function requesterOf({ directory }: Surroundings, { account, uid }: StoredApproval) {
  const person = directory.person(account);
  return person?.uid === uid ? person : undefined;
}

/**
 * Takes what was approved on as a job under the id under which it was asked for: whoever follows that message sees it
 * go on, and however often this is done, it is one job. A refusal where it cannot be taken on after all.
 */
export function createStart(parts: StartParts): (row: StoredApproval) => Promise<Refusal | undefined> {
  const { handlers, surroundings, accept, open, delivery, store, table } = parts;
  const underWay = new Map<number, Promise<Refusal | undefined>>();

  const begin = async (row: StoredApproval): Promise<Refusal | undefined> => {
    const { invocation: id, account, uid, identity, proof, place, line, language, made_at: at } = row;
    const command = commandOf(handlers.commands, row.command);
    const person = requesterOf(surroundings, row);
    if (command === undefined || person === undefined) return refuse("person.unknown", { account });
    const proved = proof === null ? {} : { proof };
    const invocation: Invocation = {
      id,
      account,
      uid,
      identity,
      place,
      line,
      language,
      confirmed: true,
      at,
      ...proved,
    };
    const context = contextOf(surroundings, person, identity, language);
    const job = { kind: "job", command, host: row.host, input: row.input } as const;
    return accept(job, invocation, context, row.approval ?? undefined);
  };
  const start = async (row: StoredApproval): Promise<Refusal | undefined> => {
    const refusal = await begin(row);
    if (refusal !== undefined) await store.write(() => table.fail(row.number, refusal));
    const started = open.get(grantIdOf(row.invocation));
    if (started !== undefined) delivery.edit(started.grant_id, open.message(started));
    return refusal;
  };
  return (row) => {
    const going = underWay.get(row.number) ?? start(row).finally(() => underWay.delete(row.number));
    underWay.set(row.number, going);
    return going;
  };
}

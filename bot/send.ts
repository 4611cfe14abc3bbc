import type { Lane } from "../protocol/action.ts";
import { catalogueVersion, findAction } from "../protocol/catalogue.ts";
import { seal } from "../protocol/envelope.ts";
import type { OwnKeys } from "../protocol/keys.ts";
import type { Grant } from "../protocol/messages.ts";
import type { Trust } from "../protocol/trust.ts";
import type { Audit } from "./audit.ts";
import type { Link } from "./link.ts";
import type { Logger } from "./log.ts";
import type { Doorbell } from "./queue.ts";
import type { StoredCommand } from "./store/command-rows.ts";
import { turns } from "./turns.ts";

export type Sendable = Pick<
  StoredCommand,
  | "grant_id"
  | "executor"
  | "accepted_at"
  | "deadline"
  | "action"
  | "input"
  | "account"
  | "uid"
  | "identity"
  | "host"
  | "vouched"
>;

export interface Sender {
  /**
   * Signs, seals and queues the grant of a command that is written down. The grant is made anew from what is written,
   * and is the same each time. Never throws: false when Redis did not take it, and it is to be sent again later.
   */
  readonly send: (command: Sendable, again: boolean) => Promise<boolean>;
  /** Whether its job lies in Redis, so that there is nothing to send as long as its executor is away. */
  readonly waitsInQueue: (command: Sendable) => Promise<boolean>;
}

/** In a burst those who have not been answered go before what is to be sent: few are sealed at a time. */
const sendsAtOnce = 4;

export function createSender(
  own: OwnKeys,
  trust: Trust,
  link: Link,
  doorbell: Doorbell,
  audit: Audit,
  log: Logger,
): Sender {
  const inTurn = turns(sendsAtOnce);
  const send = async (command: Sendable, again: boolean): Promise<boolean> => {
    const { grant_id: grant, host, action } = command;
    const executor = trust.get(command.executor);
    if (executor === undefined || !link.usable()) return false;
    try {
      const envelope = await seal("shisa-grant", grantOf(command, own), own, executor);
      await doorbell.ring(host, laneOf(action), grant, envelope, again);
      if (!again) audit.record({ event: "grant.sent", grant, host, action, account: command.account });
      return true;
    } catch (cause) {
      log.warn({ err: cause, grant }, "sending a grant; it will be sent again");
      return false;
    }
  };
  return {
    send: (command, again) => inTurn(() => send(command, again)),
    waitsInQueue: (command) => doorbell.holds(command.host, laneOf(command.action), command.grant_id),
  };
}

const laneOf = (action: string): Lane => findAction(action)?.lane ?? "quick";

const grantOf = (command: Sendable, own: OwnKeys): Grant => ({
  jti: command.grant_id,
  iss: own.id,
  aud: command.executor,
  iat: Math.floor(command.accepted_at / 1000),
  exp: command.deadline,
  catalogue: catalogueVersion,
  action: command.action,
  input: command.input,
  person: { name: command.account, uid: command.uid },
  identity: command.identity,
  ...(Object.keys(command.vouched).length === 0 ? {} : { vouched: command.vouched }),
});

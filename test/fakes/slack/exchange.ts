import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { sendJson } from "../kit/http.ts";
import type { Faults } from "./faults.ts";
import type { Fields } from "./json.ts";
import type { RecordedCall, World } from "./world.ts";

/** Serves what stands below one part of the address; `rest` is the path after it. */
export type Serve = (request: IncomingMessage, response: ServerResponse, rest: string) => Promise<void>;

/** One request on its way: it is recorded, a fault may answer it, and then what was asked is done. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly answer: (status: number, body: Fields, headers?: Readonly<Record<string, string>>) => void;
  /** 429, by one of the limits or on demand. */
  readonly limited: (seconds: number) => void;
}

/** Records a call and lets a fault answer it; undefined where one did. */
export async function beginExchange(
  world: World,
  faults: Faults,
  [request, response]: readonly [IncomingMessage, ServerResponse],
  method: string,
  args: Fields,
): Promise<Exchange | undefined> {
  const { token: _secret, ...shown } = args;
  const call: RecordedCall = { method, at: world.clock.now(), args: shown, status: 0, error: undefined };
  world.calls.push(call);
  const exchange: Exchange = {
    request,
    response,
    answer: (status, body, headers = {}) => {
      call.status = status;
      call.error = typeof body["error"] === "string" ? body["error"] : undefined;
      sendJson(response, status, body, headers);
    },
    limited: (seconds) =>
      exchange.answer(429, { ok: false, error: "ratelimited" }, { "retry-after": String(Math.max(1, seconds)) }),
  };
  const fault = faults.take(method, args);
  if (fault === undefined) return exchange;
  if ("delayMs" in fault) {
    await pause(fault.delayMs);
    return exchange;
  }
  if ("hangUp" in fault) {
    call.error = "hung up";
    request.socket.destroy();
  } else if ("retryAfter" in fault) exchange.limited(fault.retryAfter);
  else if ("status" in fault) exchange.answer(fault.status, { ok: false, error: `status ${fault.status}` });
  else exchange.answer(200, { ok: false, error: fault.error });
  return undefined;
}
